// DER, as far as a certificate needs it.

export function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

export const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
export const set = (...parts: readonly Buffer[]): Buffer => tagged(0x31, ...parts);
export const octets = (...parts: readonly Buffer[]): Buffer => tagged(0x04, ...parts);
export const bits = (content: Buffer): Buffer => tagged(0x03, Buffer.from([0]), content);
export const text = (words: string): Buffer => tagged(0x0c, Buffer.from(words));
export const yes = tagged(0x01, Buffer.from([0xff]));
export const objectId = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
/** A positive number; its first byte is below 0x80. */
export const integer = (...bytes: readonly number[]): Buffer => tagged(0x02, Buffer.from(bytes));

/** UTCTime: `YYMMDDhhmmssZ`. */
export const time = (ms: number): Buffer => {
  const digits = new Date(ms).toISOString().replace(/[-:T]|\.\d+/g, '');
  return tagged(0x17, Buffer.from(digits.slice(2)));
};
