import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';

const BUFFER = 1 << 16;
const NEWLINE = 10;

/** Writes JSON values to a file, one per line, buffered. */
export class RunWriter {
  private readonly file: number;
  private lines: string[] = [];
  private size = 0;

  constructor(readonly path: string) {
    this.file = openSync(path, 'wx', 0o600);
  }

  write(value: unknown): void {
    const line = JSON.stringify(value);
    this.lines.push(line);
    this.size += line.length;
    if (this.size >= BUFFER) this.flush();
  }

  close(): void {
    this.flush();
    closeSync(this.file);
  }

  private flush(): void {
    if (this.lines.length > 0) {
      const bytes = Buffer.from(`${this.lines.join('\n')}\n`, 'utf8');
      for (let written = 0; written < bytes.length;) written += writeSync(this.file, bytes, written);
    }
    this.lines = [];
    this.size = 0;
  }
}

/** The values of a run in their order; the file is removed when they are all read, or when the reader is left early. */
export function* readRun<T>(path: string): Generator<T> {
  const file = openSync(path, 'r');
  const chunk = Buffer.alloc(BUFFER);
  let rest: Buffer[] = [];
  try {
    for (let count = readSync(file, chunk); count > 0; count = readSync(file, chunk)) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0 && end < count; end = chunk.indexOf(NEWLINE, start)) {
        yield JSON.parse(Buffer.concat([...rest, chunk.subarray(start, end)]).toString('utf8')) as T;
        rest = [];
        start = end + 1;
      }
      if (start < count) rest.push(Buffer.from(chunk.subarray(start, count)));
    }
  } finally {
    closeSync(file);
    unlinkSync(path);
  }
}
