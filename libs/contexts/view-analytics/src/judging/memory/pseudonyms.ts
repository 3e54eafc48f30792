/** The first 32 of the 64 bits that a pseudonym's 16 hexadecimal digits stand for. */
export const highOf = (pseudonym: string): number => bitsAt(pseudonym, 0);
export const lowOf = (pseudonym: string): number => bitsAt(pseudonym, 8);

function bitsAt(digits: string, start: number): number {
  let bits = 0;
  for (let index = start; index < start + 8; index++) {
    const code = digits.charCodeAt(index);
    bits = (bits << 4) | (code - (code < 0x3a ? 0x30 : 0x57));
  }
  return bits >>> 0;
}
