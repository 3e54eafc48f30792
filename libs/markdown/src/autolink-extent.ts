/** The longest name in the DNS. It bounds how far a search looks ahead, and so keeps many failing ones linear. */
const LONGEST_DOMAIN = 253;
const DOMAIN = /[\p{L}\p{N}\p{M}\p{So}_.-]*/uy;
const UNTIL_SPACE_OR_ANGLE = /[^\s<]*/y;

/** The length of the domain that begins here, 0 if there is none; its last two labels must not hold an underscore (GFM, 6.9). */
export function domainLength(text: string, start: number, end: number): number {
  const ahead = text.slice(start, Math.min(end, start + LONGEST_DOMAIN));
  DOMAIN.lastIndex = 0;
  const domain = DOMAIN.exec(ahead)?.[0] ?? '';
  const labels = domain.replace(/\.$/, '').split('.');
  return /^[\p{L}\p{N}\p{So}]/u.test(domain) && !labels.slice(-2).join('').includes('_') ? domain.length : 0;
}

/**
 * How far a link that begins here reaches: to white space or `<`, less the punctuation, entity and closing brackets at its end which
 * belong to the sentence around it (GFM, 6.9, "extended autolink path validation").
 */
export function linkLength(text: string, start: number, end: number): number {
  UNTIL_SPACE_OR_ANGLE.lastIndex = start;
  const link = (UNTIL_SPACE_OR_ANGLE.exec(text)?.[0] ?? '').slice(0, end - start);
  const surplus = { ')': count(link, ')') - count(link, '('), ']': count(link, ']') - count(link, '[') };
  let length = link.length;
  while (length > 0) {
    const last = link[length - 1] as string;
    if (last === ')' || last === ']') {
      if (surplus[last]-- <= 0) break;
      length--;
    } else if (last === ';') length = entityStart(link, length);
    else if ('?!.,:*_~\'"'.includes(last)) length--;
    else break;
  }
  return length;
}

const count = (text: string, character: string) => text.split(character).length - 1;

/** Where `&name;` begins that ends at `length`; else only the semicolon goes. */
function entityStart(link: string, length: number): number {
  let at = length - 2;
  while (at > 0 && /[a-z0-9]/i.test(link[at] as string)) at--;
  return link[at] === '&' && at < length - 2 ? at : length - 1;
}

export interface Email {
  readonly start: number;
  readonly end: number;
  /** Whether `mailto:` was written before it. */
  readonly hasScheme: boolean;
}

const LOCAL_PART_END = /[a-z0-9.+_-]+$/i;
const EMAIL_DOMAIN = /[a-z0-9_-]+(?:\.[a-z0-9_-]+)+/iy;
/** The longest local part (RFC 5321). Bounds how far a search looks back. */
const LONGEST_LOCAL_PART = 64;

/** The e-mail addresses in a text, in order: name, `@`, a domain with a dot that ends neither in `-` nor in `_` (GFM, 6.9). */
export function emailsIn(text: string): Email[] {
  const found: Email[] = [];
  for (let at = text.indexOf('@'), done = 0; at >= 0; at = text.indexOf('@', at + 1)) {
    const local = LOCAL_PART_END.exec(text.slice(Math.max(done, at - LONGEST_LOCAL_PART), at))?.[0];
    const ahead = text.slice(at + 1, at + 1 + LONGEST_DOMAIN);
    EMAIL_DOMAIN.lastIndex = 0;
    const domain = EMAIL_DOMAIN.exec(ahead)?.[0];
    if (!local || !domain || /[-_]$/.test(domain) || ahead[domain.length] === '@') continue;
    const start = at - local.length;
    const hasScheme = text.slice(Math.max(done, start - 'mailto:'.length), start).toLowerCase() === 'mailto:';
    done = at + 1 + domain.length;
    found.push({ start: hasScheme ? start - 'mailto:'.length : start, end: done, hasScheme });
  }
  return found;
}
