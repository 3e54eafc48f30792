import type { StoredEvent } from './record.ts';

/** The revision under which a tombstone stands: the greatest of 64 bits, as the double next to it. */
export const TOMBSTONE_REVISION = 2 ** 63;

export interface StreamIndex {
  readonly name: string;
  /** Places in the log of the remaining events, in order. */
  readonly events: number[];
  /** The last revision ever given, -1 for none. */
  last: number;
  tombstoned: boolean;
}

/** Columns that grow: eight bytes and less per event and column instead of an object. */
class Column {
  private values = new Float64Array(1024);
  length = 0;

  push(value: number): void {
    if (this.length === this.values.length) {
      const grown = new Float64Array(this.length * 2);
      grown.set(this.values);
      this.values = grown;
    }
    this.values[this.length++] = value;
  }
  at(index: number): number {
    return this.values[index] as number;
  }
  set(index: number, value: number): void {
    this.values[index] = value;
  }
}

/** What the log holds, in memory: where each event stands in the file, and each stream's events. Payloads stay on disk. */
export class EventIndex {
  private readonly positions = new Column();
  private readonly offsets = new Column();
  private readonly lengths = new Column();
  private readonly revisions = new Column();
  private readonly created = new Column();
  private readonly streamNumbers = new Column();
  private readonly streams = new Map<string, StreamIndex & { number: number }>();
  private readonly names: string[] = [];

  /** How many places the log has, erased ones with them. */
  get length(): number {
    return this.positions.length;
  }

  /** The stream of that name as it is now; created if missing. */
  stream(name: string): StreamIndex & { number: number } {
    const known = this.streams.get(name);
    if (known) return known;
    const made = { name, events: [], last: -1, tombstoned: false, number: this.names.length };
    this.names.push(name);
    this.streams.set(name, made);
    return made;
  }
  find(name: string): StreamIndex | undefined {
    return this.streams.get(name);
  }
  all(): Iterable<StreamIndex> {
    return this.streams.values();
  }

  /** Adds the next event of the log; `offset` is the place of its record in the file. */
  add({ position, revision, created, stream, type, erased }: StoredEvent, offset: number, length: number): number {
    const place = this.positions.length;
    this.positions.push(position);
    this.offsets.push(offset);
    this.lengths.push(length);
    this.revisions.push(erased ? -1 : revision);
    this.created.push(created);
    this.streamNumbers.push(erased ? -1 : this.enter(stream, type, revision, place));
    return place;
  }

  private enter(name: string, type: string, revision: number, place: number): number {
    const stream = this.stream(name);
    stream.events.push(place);
    if (type === '$streamDeleted') stream.tombstoned = true;
    else stream.last = revision;
    return stream.number;
  }

  position = (place: number): number => this.positions.at(place);
  offset = (place: number): number => this.offsets.at(place);
  bytes = (place: number): number => this.lengths.at(place);
  revision = (place: number): number => this.revisions.at(place);
  createdAt = (place: number): number => this.created.at(place);
  erased = (place: number): boolean => this.streamNumbers.at(place) < 0;
  streamOf = (place: number): string => this.names[this.streamNumbers.at(place)] ?? '';
  moved(place: number, offset: number, bytes: number): void {
    this.offsets.set(place, offset);
    this.lengths.set(place, bytes);
  }
  erase(place: number): void {
    this.streamNumbers.set(place, -1);
  }

  /** The first place whose position is at or after this one. */
  placeOf(position: number): number {
    let [low, high] = [0, this.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.position(middle) < position) low = middle + 1;
      else high = middle;
    }
    return low;
  }
  /** The first of a stream's events, as an index into `events`, whose revision is at least this. */
  fromRevision({ events }: StreamIndex, revision: number): number {
    let [low, high] = [0, events.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.revision(events[middle] as number) < revision) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
