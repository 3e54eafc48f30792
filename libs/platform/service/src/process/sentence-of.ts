type Line = Readonly<Record<string, unknown>>;

/** A line of the log as a sentence: its message, what it is about in brackets, and why. */
export function sentenceOf({ level, time, msg, service, reason, waitingFor, why, ...about }: Line): string {
  void [level, time];
  const subject = service === undefined ? '' : `${String(service)}: `;
  const cause = reason ?? waitingFor ?? why;
  const form = FORMS[String(msg)];
  if (form) return subject + form(about);
  const details = Object.entries(about).map(([name, value]) => `${inWords(name)} ${shown(value)}`);
  const sentence = `${capitalised(String(msg))}${details.length ? ` (${details.join(', ')})` : ''}`;
  return `${subject}${sentence}${cause === undefined ? '.' : `: ${String(cause)}`}`;
}

/** The most frequent lines. */
const FORMS: Readonly<Record<string, (about: Line) => string>> = {
  request: ({ method, route, status, ms, correlationId }) =>
    `${String(method)} ${String(route)} returned ${String(status)} in ${String(ms)} ms${Number(status) >= 500 ? ` (correlation ${String(correlationId)})` : ''}.`,
  listening: ({ url }) => `Listening at ${String(url)}.`,
  ready: ({ url }) => `Ready at ${String(url)}.`,
  'example page': ({ page }) => `Example page: ${String(page)}`,
};

/** `pageCache` as `page cache`. */
const inWords = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

const shown = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const capitalised = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
