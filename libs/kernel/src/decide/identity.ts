import { hash } from 'node:crypto';

/** The namespace of every id that Stoa derives (RFC 9562, version 5). */
const NAMESPACE = Buffer.from('5c1f5f6e0f0b4d6a9a533d8f6a1c7b10', 'hex');

/** A version 5 UUID of the given parts. The same parts give the same id on every machine; parts are delimited by their length. */
export function derivedId(...parts: string[]): string {
  const name = parts.map((part) => `${part.length}:${part}`).join('');
  // An import derives some for each of its events: one native call, where a library hashes and formats byte by byte.
  const hex = hash('sha1', Buffer.concat([NAMESPACE, Buffer.from(name, 'utf8')]), 'hex');
  const variant = ((parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** JSON with the keys of every object in code-unit order, so that equal values have equal texts. `undefined` members are left out. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(sorted(value));
}

/** SHA-256 of a text's UTF-8 bytes, in lower-case hexadecimal. */
export const sha256 = (text: string | Uint8Array): string => hash('sha256', text, 'hex');

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const source = value as Record<string, unknown>;
  return Object.fromEntries(
    Object.keys(source)
      .sort()
      .map((key) => [key, sorted(source[key])]),
  );
}
