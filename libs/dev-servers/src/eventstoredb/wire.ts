/** One field of a protobuf message: a number, or bytes (a text, or a message within). */
export type Field = readonly [number: number, value: bigint | number | string | Uint8Array];

/**
 * A protobuf message from its fields, for the two that the client's generated code cannot make alone: it brings no class for
 * `google.protobuf.Any`, and rounds the 64-bit number that stands for "no stream".
 */
export function encode(fields: readonly Field[]): Buffer {
  return Buffer.concat(
    fields.flatMap(([number, value]) => {
      if (typeof value === 'bigint' || typeof value === 'number') return [varint(BigInt(number << 3)), varint(BigInt(value))];
      const bytes = typeof value === 'string' ? Buffer.from(value) : value;
      return [varint(BigInt((number << 3) | 2)), varint(BigInt(bytes.length)), bytes];
    }),
  );
}

/** An empty message, as a field that is only there or not. */
export const PRESENT = new Uint8Array();

function varint(value: bigint): Buffer {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, value);
  for (; rest > 127n; rest >>= 7n) bytes.push(Number(rest & 127n) | 128);
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}
