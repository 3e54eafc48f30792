/** HTML that is safe to send: made by `html`, or vouched for by `trusted`. */
export class Html {
  constructor(readonly text: string) {}
}

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
const escaped = (text: string) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

type Value = Html | string | number | null | undefined | false | readonly Value[];

/** A template whose every value is escaped, whatever it is; only Html goes in as it is. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(strings.reduce((text, part, index) => text + part + (index < values.length ? textOf(values[index]) : ''), ''));
}

/** For HTML that was made elsewhere by rules of its own, such as a rendered body. */
export const trusted = (text: string): Html => new Html(text);

function textOf(value: Value): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(textOf).join('');
  return value === null || value === undefined || value === false ? '' : escaped(String(value));
}
