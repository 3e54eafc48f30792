/** What a browser and a crawler of our own making call themselves. */
export const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';
export const CRAWLER = 'Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)';

export interface Visit {
  readonly address?: string;
  readonly at: number;
  readonly request?: string;
  readonly status?: number;
  readonly referrer?: string;
  readonly agent?: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const two = (value: number) => String(value).padStart(2, '0');

/** A line of the combined format. */
export function logLine({
  address = '203.0.113.7',
  at,
  request = 'GET /q/question-3-of-a-small-site HTTP/1.1',
  status = 200,
  referrer = '-',
  agent = BROWSER,
}: Visit): string {
  const time = new Date(at);
  const day = `${two(time.getUTCDate())}/${MONTHS[time.getUTCMonth()]}/${time.getUTCFullYear()}`;
  const hours = [time.getUTCHours(), time.getUTCMinutes(), time.getUTCSeconds()].map(two).join(':');
  return `${address} - - [${day}:${hours} +0000] "${request}" ${status} 512 "${referrer}" "${agent}"\n`;
}
