import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { createGunzip } from 'node:zlib';

/** A line with the bytes, of the content as it is when not compressed, where it begins and where the next one does. */
export interface LogLine {
  readonly bytes: Buffer;
  readonly from: number;
  readonly to: number;
  /** A piece of a line that is longer than any that a server writes. `ends`: the last one. */
  readonly piece?: { readonly ends: boolean };
}

/** In bytes: a server's own limit for a request is half of it. */
const LONGEST = 32 * 1024;
const NEWLINE = 0x0a;

/** The lines of a log, plain or gzip, many at a time. `onRead`: bytes of the file so far. */
export async function* logLines(file: string, onRead: (bytes: number) => void): AsyncIterable<LogLine[]> {
  const stored = createReadStream(file, { highWaterMark: 256 * 1024 });
  const gunzip = (await isGzip(file)) ? createGunzip() : undefined;
  if (gunzip) stored.on('error', (error) => gunzip.destroy(error)).pipe(gunzip);
  const cutter = new LineCutter();
  try {
    for await (const chunk of (gunzip ?? stored) as AsyncIterable<Buffer>) {
      onRead(stored.bytesRead);
      yield cutter.lines(chunk);
    }
    yield cutter.rest();
  } finally {
    stored.destroy();
  }
}

async function isGzip(file: string): Promise<boolean> {
  const handle = await open(file);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer.readUInt16BE() === 0x1f8b;
  } finally {
    await handle.close();
  }
}

/** Cuts what comes in chunks into lines. */
class LineCutter {
  private pending: Buffer = Buffer.alloc(0);
  private at = 0;
  private within = false;

  lines(chunk: Buffer): LogLine[] {
    this.pending = this.pending.length === 0 ? chunk : Buffer.concat([this.pending, chunk]);
    const lines: LogLine[] = [];
    let start = 0;
    for (let end = this.pending.indexOf(NEWLINE); end >= 0; end = this.pending.indexOf(NEWLINE, start)) {
      lines.push(this.cut(start, end + 1, true));
      start = end + 1;
    }
    if (this.pending.length - start > LONGEST) {
      lines.push(this.cut(start, this.pending.length, false));
      start = this.pending.length;
    }
    this.pending = this.pending.subarray(start);
    return lines;
  }

  rest(): LogLine[] {
    return this.pending.length > 0 ? [this.cut(0, this.pending.length, true)] : [];
  }

  private cut(start: number, end: number, ends: boolean): LogLine {
    const from = this.at;
    this.at += end - start;
    const isPiece = this.within || !ends || end - start > LONGEST;
    this.within = !ends;
    const line = { bytes: this.pending.subarray(start, end), from, to: this.at };
    return isPiece ? { ...line, piece: { ends } } : line;
  }
}
