import { Refusal } from '@stoa/kernel';

/** Deeper than any body of ours. */
const DEPTH = 32;
const TOKENS = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\]:]/g;
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

/** Walks the tokens of a text that is known to be JSON. */
function refuseTraps(text: string): void {
  const open: Set<string>[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{' || token === '[') {
      if (open.push(new Set()) > DEPTH) throw malformed(`The body is nested more than ${DEPTH} deep.`);
    } else if (token === '}' || token === ']') open.pop();
    else if (token === ':') refuseKey(JSON.parse(last) as string, open.at(-1)!);
    else last = token;
  }
}

function refuseKey(key: string, seen: Set<string>): void {
  if (key === '__proto__') throw malformed('The body has a key that is not allowed.');
  if (seen.has(key)) throw malformed('The body has the same key twice.');
  seen.add(key);
}

const malformed = (sentence: string, cause?: unknown) => new Refusal('malformed-json', sentence, [], { cause });
