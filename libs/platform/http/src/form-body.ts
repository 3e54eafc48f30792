import { Refusal } from '@stoa/kernel';

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The fields of a form as a browser sends it. Throws malformed-request for bytes that are not UTF-8 and for a field that occurs twice. */
export function formFields(bytes: Uint8Array): Record<string, string> {
  const fields = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(decoded(bytes))) {
    if (fields.has(name) || name === '__proto__')
      throw malformed('The form has the same field twice, or one that is not allowed.');
    fields.set(name, value);
  }
  return Object.fromEntries(fields);
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch (cause) {
    throw malformed('The form is not UTF-8.', cause);
  }
}

const malformed = (sentence: string, cause?: unknown) => new Refusal('malformed-request', sentence, [], { cause });
