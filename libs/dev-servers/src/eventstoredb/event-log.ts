import {
  closeSync,
  existsSync,
  fdatasync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  renameSync,
  write,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { EventIndex } from './event-index.ts';
import { encodeFrame, FRAME_HEAD, isWhole, readRecord, sizeOf, type StoredEvent } from './record.ts';

const MAX_FRAME = 64 * 1024 * 1024;
const CHUNK = 256 * 1024;
/** Every scavenge begins a new chunk of this size. */
const POSITIONS_PER_CHUNK = 268_435_456;
const FIRST_POSITION = 1000;

/**
 * The log: one file that is only appended to. `commit` resolves after fsync, and concurrent commits share the next one; readers see an event
 * after it is safe. A torn tail is truncated when it is opened; the index is rebuilt.
 */
export class EventLog {
  readonly index = new EventIndex();
  /** Events that readers may see. After them come those that are still being written. */
  visible = 0;
  /** Bytes cut off at the end when the file was opened. */
  torn = 0;
  private end = 0;
  private flushed = 0;
  private next = FIRST_POSITION;
  private queue: { frame: Buffer; upTo: number; done: () => void }[] = [];
  private flushing: Promise<void> | undefined;
  /** The newest events, which may not be in the file yet: live subscriptions need not read it. */
  private readonly recent = new Map<number, StoredEvent>();
  private readonly listeners = new Set<() => void>();

  private constructor(
    private readonly file: string,
    private fd: number,
  ) {}

  static open(folder: string): EventLog {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, 'events.log');
    const log = new EventLog(file, openSync(file, existsSync(file) ? 'r+' : 'w+'));
    log.recover();
    return log;
  }

  /** Gives each event its position and remembers it; nothing is safe before `commit`. */
  place(
    events: readonly Omit<StoredEvent, 'position' | 'message'>[],
    messageOf: (event: Omit<StoredEvent, 'message'>) => Uint8Array,
  ): StoredEvent[] {
    return events.map((event) => {
      const position = this.next;
      const message = event.erased ? new Uint8Array() : messageOf({ ...event, position });
      this.next += sizeOf(event.stream, event.type, message.length);
      return { ...event, position, message };
    });
  }

  /** Writes events that were placed; resolves when they are safe and readers see them. */
  commit(events: readonly StoredEvent[]): Promise<void> {
    const frame = encodeFrame(events);
    this.enter(events, this.end + FRAME_HEAD);
    this.end += frame.length;
    const upTo = this.index.length;
    return new Promise((done) => {
      this.queue.push({ frame, upTo, done });
      this.flushing ??= this.flush();
    });
  }

  /** Resolves when everything so far is safe. */
  async settled(): Promise<void> {
    while (this.flushing) await this.flushing;
  }

  onCommit(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** The messages at these places, as many as fit one read of the file. Places are ascending. */
  messages(places: readonly number[]): Uint8Array[] {
    const first = places[0];
    if (first === undefined) return [];
    const held = this.recent.get(first);
    if (held) return [held.message];
    const from = this.index.offset(first);
    let count = 1;
    let until = from + this.index.bytes(first);
    for (; count < places.length; count++) {
      const place = places[count] as number;
      const end = this.index.offset(place) + this.index.bytes(place);
      if (place >= this.visible || end - from > CHUNK) break;
      until = end;
    }
    const bytes = Buffer.allocUnsafe(until - from);
    readSync(this.fd, bytes, 0, bytes.length, from);
    return places.slice(0, count).map((place) => messageAt(bytes, this.index.offset(place) - from));
  }

  event(place: number): StoredEvent {
    const held = this.recent.get(place);
    if (held) return held;
    const bytes = Buffer.allocUnsafe(this.index.bytes(place));
    readSync(this.fd, bytes, 0, bytes.length, this.index.offset(place));
    return readRecord(bytes, 0).event;
  }

  /** Rewrites the file without the events at these places: only their positions stay. The next position begins another chunk. */
  async rewrite(erased: ReadonlySet<number>): Promise<void> {
    await this.settled();
    const fd = openSync(`${this.file}.new`, 'w+');
    let offset = 0;
    for (let place = 0; place < this.index.length; place++) {
      const event = this.event(place);
      const kept = erased.has(place)
        ? { ...event, erased: true, stream: '', type: '', id: '', message: new Uint8Array() }
        : event;
      const frame = encodeFrame([kept]);
      writeSync(fd, frame, 0, frame.length, offset);
      this.index.moved(place, offset + FRAME_HEAD, frame.length - FRAME_HEAD);
      if (erased.has(place)) this.index.erase(place);
      offset += frame.length;
    }
    fsyncSync(fd);
    renameSync(`${this.file}.new`, this.file);
    closeSync(this.fd);
    this.fd = fd;
    this.end = this.flushed = offset;
    this.recent.clear();
    for (const stream of this.index.all()) remove(stream.events, erased);
    this.next = Math.ceil(this.next / POSITIONS_PER_CHUNK) * POSITIONS_PER_CHUNK;
  }

  async close(): Promise<void> {
    await this.settled();
    closeSync(this.fd);
  }

  private enter(events: readonly StoredEvent[], start: number): void {
    let offset = start;
    for (const event of events) {
      const bytes = sizeOf(event.stream, event.type, event.message.length);
      const place = this.index.add(event, offset, bytes);
      this.recent.set(place, event);
      offset += bytes;
    }
  }

  private async flush(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    while (this.queue.length > 0) {
      const group = this.queue;
      this.queue = [];
      const bytes = group.length === 1 ? (group[0]?.frame as Buffer) : Buffer.concat(group.map(({ frame }) => frame));
      await this.store(bytes, this.flushed);
      this.flushed += bytes.length;
      this.visible = group.at(-1)?.upTo ?? this.visible;
      for (const { done } of group) done();
      for (const listener of this.listeners) listener();
      for (const place of this.recent.keys()) {
        if (this.recent.size <= 512 || place >= this.visible) break;
        this.recent.delete(place);
      }
    }
    // At once, not in a continuation: a commit that comes in between would wait for a flush that has ended.
    this.flushing = undefined;
  }

  private async store(bytes: Buffer, at: number): Promise<void> {
    for (let written = 0; written < bytes.length;)
      written += await new Promise<number>((resolve, reject) =>
        write(this.fd, bytes, written, bytes.length - written, at + written, (error, count) =>
          error ? reject(error) : resolve(count),
        ),
      );
    await new Promise<void>((resolve, reject) => fdatasync(this.fd, (error) => (error ? reject(error) : resolve())));
  }

  private recover(): void {
    const head = Buffer.alloc(FRAME_HEAD);
    let buffer = Buffer.alloc(0);
    let base = 0;
    const read = (at: number, length: number): Buffer | undefined => {
      if (at < base || at + length > base + buffer.length) {
        buffer = Buffer.allocUnsafe(Math.max(length, 4 * 1024 * 1024));
        base = at;
        buffer = buffer.subarray(0, readSync(this.fd, buffer, 0, buffer.length, at));
      }
      return at + length <= base + buffer.length ? buffer.subarray(at - base, at - base + length) : undefined;
    };
    for (;;) {
      const found = read(this.end, FRAME_HEAD);
      if (!found) break;
      found.copy(head);
      const size = head.readUInt32LE(0);
      const body = size > 0 && size <= MAX_FRAME ? read(this.end + FRAME_HEAD, size) : undefined;
      if (!body || !isWhole(head, body)) break;
      for (let at = 0; at < body.length;) {
        const { event, next } = readRecord(body, at, false);
        this.index.add(event, this.end + FRAME_HEAD + at, next - at);
        this.next = event.position + Math.max(next - at, 1);
        at = next;
      }
      this.end += FRAME_HEAD + size;
    }
    const rest = Buffer.alloc(1024 * 1024);
    for (let count = -1; count !== 0; this.torn += count) count = readSync(this.fd, rest, 0, rest.length, this.end + this.torn);
    if (this.torn > 0) ftruncateSync(this.fd, this.end);
    this.flushed = this.end;
    this.visible = this.index.length;
  }
}

function messageAt(bytes: Buffer, at: number): Uint8Array {
  const length = bytes.readUInt32LE(at);
  const head = 49 + bytes.readUInt16LE(at + 45) + bytes.readUInt16LE(at + 47);
  return bytes.subarray(at + head, at + length);
}

function remove(list: number[], gone: ReadonlySet<number>): void {
  let kept = 0;
  for (const value of list) if (!gone.has(value)) list[kept++] = value;
  list.length = kept;
}
