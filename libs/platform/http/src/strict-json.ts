import { Refusal } from '@stoa/kernel';

/** Deeper than any body of ours. */
const DEPTH = 32;
const [QUOTE, COLON, BACKSLASH, OPEN_BRACE, CLOSE_BRACE, OPEN_BRACKET, CLOSE_BRACKET] = [
  0x22, 0x3a, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d,
];
const utf8 = new TextDecoder('utf-8', { fatal: true });

/**
 * The JSON object that bytes hold. Throws malformed-json for what `JSON.parse` would let pass as well: bytes that are not UTF-8, a key
 * that occurs twice (parsers differ in which value they use), `__proto__`, nesting beyond 32, anything but an object at the top.
 */
export function strictJson(bytes: Uint8Array): Record<string, unknown> {
  const text = decoded(bytes);
  const value = syntax(text);
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw malformed('The body must be one JSON object.');
  refuseTraps(text);
  return value as Record<string, unknown>;
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw malformed('The body is not UTF-8.', cause);
  }
}

function syntax(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw malformed('The body is not JSON.', cause);
  }
}

/** Walks once through a text that is known to be JSON. */
function refuseTraps(text: string): void {
  const open: Set<string>[] = [];
  let last = '';
  for (let at = 0; at < text.length; at++)
    switch (text.charCodeAt(at)) {
      case QUOTE: {
        const end = endOfString(text, at);
        last = text.slice(at, end);
        at = end - 1;
        break;
      }
      case COLON:
        refuseKey(last.includes('\\') ? (JSON.parse(last) as string) : last.slice(1, -1), open.at(-1)!);
        break;
      case OPEN_BRACE:
      case OPEN_BRACKET:
        if (open.push(new Set()) > DEPTH) throw malformed(`The body is nested more than ${DEPTH} deep.`);
        break;
      case CLOSE_BRACE:
      case CLOSE_BRACKET:
        open.pop();
    }
}

/** Behind the quote that ends the string that begins here. */
function endOfString(text: string, begin: number): number {
  for (let quote = text.indexOf('"', begin + 1); ; quote = text.indexOf('"', quote + 1)) {
    let slashes = 0;
    while (text.charCodeAt(quote - 1 - slashes) === BACKSLASH) slashes++;
    if (slashes % 2 === 0) return quote + 1;
  }
}

function refuseKey(key: string, seen: Set<string>): void {
  if (key === '__proto__') throw malformed('The body has a key that is not allowed.');
  if (seen.has(key)) throw malformed('The body has the same key twice.');
  seen.add(key);
}

const malformed = (sentence: string, cause?: unknown) => new Refusal('malformed-json', sentence, [], { cause });
