const CLOSING_BRACE = 0x7d;

/** Adds a last member to a JSON object, both as bytes: nothing is parsed. Throws where the object does not end with a brace or is empty. */
export function splice(object: Uint8Array, member: string, value: Uint8Array): Uint8Array {
  if (object.at(-1) !== CLOSING_BRACE || object.length < 3) throw new Error('Not the text of a JSON object with members');
  return Buffer.concat([object.subarray(0, -1), Buffer.from(`,"${member}":`), value, Buffer.of(CLOSING_BRACE)]);
}
