/** What a line of the combined format tells. */
export interface CombinedLine {
  readonly address: string;
  /** Milliseconds. */
  readonly at: number;
  /** As the server got it; '' where it was no HTTP request. */
  readonly method: string;
  readonly url: string;
  readonly status: number;
  readonly referrer: string | undefined;
  readonly userAgent: string | undefined;
}

const QUOTED = '"((?:[^"\\\\]|\\\\.)*)"';
/** Host, identity, user, [time], "request", status, bytes, "referrer", "user agent"; what an operator has added behind is not looked at. */
const COMBINED = new RegExp(
  `^(\\S+) \\S+ .{1,1000}? \\[(\\d{2})/([A-Z][a-z]{2})/(\\d{4}):(\\d{2}):(\\d{2}):(\\d{2}) ([+-])(\\d{2})(\\d{2})\\] ${QUOTED} (\\d{3}) (?:\\d+|-) ${QUOTED} ${QUOTED}`,
);
const REQUEST = /^([A-Z]{1,20}) (\S+)(?: HTTP\/\d(?:\.\d)?)?$/;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** Reads a line as Apache and nginx write it; undefined where it is none. */
export function combinedLine(text: string): CombinedLine | undefined {
  const found = COMBINED.exec(text);
  if (!found) return undefined;
  const [, address = '', day, month = '', year, hour, minute, second, sign, offsetHours, offsetMinutes] = found;
  const [request = '', status, referrer = '', userAgent = ''] = found.slice(11);
  const local = timeOf(Number(year), MONTHS.indexOf(month), Number(day), Number(hour), Number(minute), Number(second));
  if (local === undefined) return undefined;
  const offset = (Number(offsetHours) * 60 + Number(offsetMinutes)) * 60_000;
  const [, method = '', url = ''] = REQUEST.exec(request) ?? [];
  const given = (value: string) => (value === '-' || value === '' ? undefined : value.replace(/\\(["\\])/g, '$1'));
  return {
    address,
    at: sign === '-' ? local + offset : local - offset,
    method,
    url,
    status: Number(status),
    referrer: given(referrer),
    userAgent: given(userAgent),
  };
}

/** Undefined for a day or an hour that there is not. */
function timeOf(year: number, month: number, day: number, hour: number, minute: number, second: number): number | undefined {
  const time = Date.UTC(year, month, day, hour, minute, second);
  const read = new Date(time);
  const exists =
    month >= 0 && read.getUTCMonth() === month && read.getUTCDate() === day && hour < 24 && minute < 60 && second <= 60;
  return exists ? time : undefined;
}
