import { Refusal } from '@stoa/kernel';
import { TextDecoder } from 'node:util';

/** How a file's bytes are to be read, from its byte-order mark, else from its XML declaration, else UTF-8. */
export function encodingOf(file: string, start: Buffer): string {
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  // A `<` of two bytes, without a mark.
  if (start[0] === 0x3c && start[1] === 0) return 'utf-16le';
  if (start[0] === 0 && start[1] === 0x3c) return 'utf-16be';
  const declared = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(start.toString('latin1', 0, 300))?.[1];
  if (declared === undefined) return 'utf-8';
  const encoding = labelled(declared);
  if (encoding === undefined || encoding.startsWith('utf-16'))
    throw new Refusal(
      'malformed-request',
      `${file} says that it is written in ${declared}, and cannot be read as that. Convert it to UTF-8, say with iconv, and change its first line.`,
    );
  return encoding;
}

function labelled(name: string): string | undefined {
  try {
    return new TextDecoder(name).encoding;
  } catch {
    // The standard knows no such name, and says so by throwing.
    return undefined;
  }
}

/** A byte that its encoding does not have; `at` counts from 0 in what was decoded last, with what was left over before. */
export class InvalidByte extends Error {
  constructor(
    readonly encoding: string,
    readonly byte: number | undefined,
    readonly before: Buffer,
  ) {
    super(byte === undefined ? 'the file ends within a character' : `the byte 0x${byte.toString(16).padStart(2, '0')}`);
  }
}

/** Decodes chunks of bytes, whole characters at a time. Throws InvalidByte where bytes are none of their encoding: nothing is replaced. */
export class ByteDecoder {
  private rest: Buffer = Buffer.alloc(0);
  /** Bytes of former chunks with which the last decoding began. */
  carried = 0;
  private readonly decoder: TextDecoder;

  constructor(readonly encoding: string) {
    this.decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  }

  decode(chunk: Buffer): string {
    this.carried = this.rest.length;
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const end = bytes.length - unfinished(bytes, this.encoding);
    this.rest = Buffer.from(bytes.subarray(end));
    return this.whole(bytes.subarray(0, end));
  }

  end(): void {
    this.carried = this.rest.length;
    if (this.rest.length > 0) throw new InvalidByte(this.encoding, undefined, Buffer.alloc(0));
  }

  private whole(bytes: Buffer): string {
    try {
      const text = this.decoder.decode(bytes);
      return this.encoding === 'windows-1252' ? text.replace(/[\x80-\x9f]/g, inWindows1252) : text;
    } catch (error) {
      if (!isInvalid(error)) throw error;
      const at = this.firstInvalid(bytes);
      throw new InvalidByte(this.encoding, bytes[at], bytes.subarray(0, at));
    }
  }

  /** The longest beginning that decodes is found by halving: a longer one never does where a shorter one does not. */
  private firstInvalid(bytes: Buffer): number {
    let [good, bad] = [0, bytes.length];
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      try {
        new TextDecoder(this.encoding, { fatal: true }).decode(bytes.subarray(0, middle), { stream: true });
        good = middle;
      } catch (error) {
        if (!isInvalid(error)) throw error;
        bad = middle;
      }
    }
    return bad - 1;
  }
}

const isInvalid = (error: unknown): boolean => (error as { code?: unknown }).code === 'ERR_ENCODING_INVALID_ENCODED_DATA';

/** 0x80 to 0x9F of windows-1252: some versions of Node read them as control characters of ISO-8859-1. */
const WINDOWS_1252 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ';
const inWindows1252 = (control: string): string => WINDOWS_1252[control.charCodeAt(0) - 0x80]!;

/** Bytes at the end that may begin a character whose other bytes are still to come. */
function unfinished(bytes: Buffer, encoding: string): number {
  if (encoding.startsWith('utf-16')) {
    const odd = bytes.length % 2;
    const last = bytes[bytes.length - odd - (encoding === 'utf-16be' ? 2 : 1)];
    return last !== undefined && last >= 0xd8 && last < 0xdc ? odd + 2 : odd;
  }
  if (encoding !== 'utf-8') return 0;
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return 0;
    if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
  }
  return 0;
}
