import { hash } from 'node:crypto';
import { v5 } from 'uuid';

/** The namespace of every id that Stoa derives (RFC 9562, version 5). */
const NAMESPACE = '5c1f5f6e-0f0b-4d6a-9a53-3d8f6a1c7b10';

/** A version 5 UUID of the given parts. The same parts give the same id on every machine; parts are delimited by their length. */
export const derivedId = (...parts: string[]): string => v5(parts.map((part) => `${part.length}:${part}`).join(''), NAMESPACE);

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
