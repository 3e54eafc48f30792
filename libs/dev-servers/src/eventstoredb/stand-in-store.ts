import { randomUUID } from 'node:crypto';
import { EventLog } from './event-log.ts';
import { TOMBSTONE_REVISION, type StreamIndex } from './event-index.ts';
import type { Faults } from './faults.ts';
import { dataOf, eventMessage, type Expected, type Proposed } from './messages.ts';
import { MAX_APPEND_BYTES, type Refused } from './refusals.ts';
import {
  firstVisible,
  isExpired,
  isSoftDelete,
  parseStreamMetadata,
  SOFT_DELETE,
  type StreamMetadata,
} from './stream-metadata.ts';

export type Accepted = { readonly kind: 'accepted'; readonly revision: number; readonly position: number };

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;
const ZERO_UUID = '00000000-0000-0000-0000-000000000000';
/** Ids that "any" and "stream exists" remember; they are forgotten when the server stops, as the real one forgets them. */
const REMEMBERED_IDS = 100_000;

/** The rules of the store over its log: expectations, repeats, deletion, metadata, scavenging. */
export class StandInStore {
  private readonly remembered = new Map<string, { revision: number; position: number }>();
  private readonly metadata = new Map<string, StreamMetadata>();

  private constructor(
    readonly log: EventLog,
    private readonly faults: Faults,
  ) {}

  /** Opens the folder's log. One that is new gets the event that a fresh node has. */
  static async open(folder: string, faults: Faults): Promise<StandInStore> {
    const store = new StandInStore(EventLog.open(folder), faults);
    if (store.log.index.length === 0) await store.system('$$$scavenges', '$metadata', '{"$maxCount":500}');
    return store;
  }

  async append(name: string, events: readonly Proposed[], expected: Expected): Promise<Accepted | Refused> {
    const refused = this.invalid(name, events) ?? this.burnt(name, expected);
    if (refused) return refused;
    const stream = this.log.index.stream(name);
    const current = this.softDeleted(name) && expected === 'no-stream' ? -1 : stream.last;
    const repeated = this.repeated(stream, current, events, expected);
    if (repeated) {
      await this.log.settled();
      return repeated;
    }
    const wanted = expected === 'no-stream' ? -1 : expected;
    if (typeof wanted === 'number' ? wanted !== current : wanted === 'stream-exists' && current < 0)
      return { kind: 'conflict', current: stream.last, expected };
    return this.write(stream, events);
  }

  /** Hides the whole stream. Numbering goes on if it is written to again. */
  async softDelete(name: string, expected: Expected): Promise<Accepted | Refused> {
    const refused = this.burnt(name, 'any') ?? this.mismatch(name, expected, false);
    if (refused) return refused;
    return this.append(`$$${name}`, [proposed('$metadata', SOFT_DELETE)], 'any');
  }

  /** Ends the stream for ever. */
  async tombstone(name: string, expected: Expected): Promise<Accepted | Refused> {
    const refused = this.burnt(name, 'any') ?? this.mismatch(name, expected, true);
    if (refused) return refused;
    const stream = this.log.index.stream(name);
    stream.tombstoned = true;
    const { id, type, ...rest } = proposed('$streamDeleted', '');
    const placed = this.log.place(
      [{ id, type, stream: name, revision: TOMBSTONE_REVISION, created: Date.now(), erased: false }],
      (event) => eventMessage({ id, type, ...rest }, event),
    );
    await this.log.commit(placed);
    return { kind: 'accepted', revision: stream.last, position: placed[0]?.position ?? 0 };
  }

  isDeleted(name: string): boolean {
    return this.log.index.find(original(name))?.tombstoned ?? false;
  }
  softDeleted(name: string): boolean {
    return isSoftDelete(this.metadataOf(name));
  }

  /** Places of a stream's events that a reader may see, from a revision on. */
  visiblePlaces(stream: StreamIndex, from = 0): number[] {
    const { index, visible } = this.log;
    const metadata = this.metadataOf(stream.name);
    const first = index.fromRevision(stream, Math.max(from, firstVisible(metadata, stream.last)));
    const now = Date.now();
    return stream.events.slice(first).filter((place) => place < visible && !isExpired(metadata, index.createdAt(place), now));
  }

  /** Erases what is hidden, but the last event of a stream that lives or was only hidden. */
  async scavenge(): Promise<string> {
    const scavengeId = randomUUID();
    const { index } = this.log;
    const erased = new Set<number>();
    for (const stream of index.all()) {
      const kept = new Set(stream.tombstoned ? [] : this.visiblePlaces(stream));
      const last = stream.events.at(-1);
      for (const place of stream.events) if (place !== last && !kept.has(place)) erased.add(place);
    }
    await this.log.rewrite(erased);
    for (const type of ['$scavengeStarted', '$scavengeChunksCompleted', '$scavengeIndexCompleted', '$scavengeCompleted'])
      await this.system(`$scavenges-${scavengeId}`, type, JSON.stringify({ scavengeId }));
    return scavengeId;
  }

  close(): Promise<void> {
    return this.log.close();
  }

  private async system(stream: string, type: string, data: string): Promise<void> {
    await this.write(this.log.index.stream(stream), [proposed(type, data)]);
  }

  private async write(stream: StreamIndex, events: readonly Proposed[], byClient = true): Promise<Accepted> {
    const created = Date.now();
    const shown = byClient ? this.shownAgain(stream, events) : undefined;
    const records = events.map(({ id, type }, at) => ({
      id,
      type,
      stream: stream.name,
      revision: stream.last + 1 + at,
      created,
      erased: false,
    }));
    const empty = { id: '', type: '', stream: '', revision: -1, created, erased: true };
    let at = 0;
    const placed = this.log.place(events.length > 0 ? records : [empty], (event) =>
      eventMessage(events[at++] as Proposed, event),
    );
    const { revision, position } = placed.at(-1) as { revision: number; position: number };
    const committed = this.log.commit(placed);
    for (const { id, revision, position } of placed) this.remember(`${stream.name}\n${id}`, { revision, position });
    if (events.length > 0 && stream.name.startsWith('$$'))
      this.metadata.set(stream.name.slice(2), parseStreamMetadata(events.at(-1)?.data ?? new Uint8Array()));
    if (shown) await this.write(this.log.index.stream(shown.stream), [proposed('$metadata', shown.metadata)], false);
    await committed;
    return { kind: 'accepted', revision: events.length > 0 ? revision : stream.last, position };
  }

  /** Writing to a soft-deleted stream, or setting its metadata, reveals it again from its new events on: the server adds that metadata. */
  private shownAgain(stream: StreamIndex, events: readonly Proposed[]): { stream: string; metadata: string } | undefined {
    const data = events.at(-1)?.data;
    if (!data) return undefined;
    if (this.softDeleted(stream.name)) return { stream: `$$${stream.name}`, metadata: JSON.stringify({ $tb: stream.last + 1 }) };
    const hidden = stream.name.startsWith('$$') ? stream.name.slice(2) : undefined;
    if (hidden === undefined || !this.softDeleted(hidden) || isSoftDelete(parseStreamMetadata(data))) return undefined;
    const $tb = (this.log.index.find(hidden)?.last ?? -1) + 1;
    const given = JSON.parse(Buffer.from(data).toString('utf8')) as object;
    return { stream: stream.name, metadata: JSON.stringify({ ...given, $tb }) };
  }

  private repeated(
    stream: StreamIndex,
    current: number,
    events: readonly Proposed[],
    expected: Expected,
  ): Accepted | Refused | undefined {
    if (events.length === 0 || this.faults.forgetsRepeats) return undefined;
    if (expected === 'any' || expected === 'stream-exists') {
      const known = events.map(({ id }) => this.remembered.get(`${stream.name}\n${id}`));
      const last = known.at(-1);
      if (known[0] && known.every(Boolean) && last) return { kind: 'accepted', ...last };
      return known[0] ? { kind: 'conflict', current: stream.last, expected } : undefined;
    }
    const first = (expected === 'no-stream' ? -1 : expected) + 1;
    if (first > current) return undefined;
    const { index } = this.log;
    const from = index.fromRevision(stream, first);
    for (const [at, { id }] of events.entries()) {
      const place = stream.events[from + at];
      if (place === undefined || index.revision(place) !== first + at || this.idAt(place) !== id) return undefined;
    }
    const place = stream.events[from + events.length - 1] as number;
    return { kind: 'accepted', revision: index.revision(place), position: index.position(place) };
  }

  /** The id at a place whose bytes may still be on their way to the file. */
  private idAt(place: number): string {
    return this.log.event(place).id;
  }

  private remember(key: string, written: { revision: number; position: number }): void {
    if (this.remembered.size >= REMEMBERED_IDS) this.remembered.delete(this.remembered.keys().next().value as string);
    this.remembered.set(key, written);
  }

  private invalid(name: string, events: readonly Proposed[]): Refused | undefined {
    if (name === '') return { kind: 'bad-request', message: 'Empty stream name.' };
    if (events.some(({ id }) => !UUID.test(id) || id === ZERO_UUID))
      return { kind: 'bad-request', message: 'Unrecognized Guid format.' };
    if (events.some(({ type }) => type === '')) return { kind: 'bad-request', message: 'Empty event type.' };
    return events.reduce((sum, { data }) => sum + data.length, 0) > MAX_APPEND_BYTES ? { kind: 'too-large' } : undefined;
  }

  private burnt(name: string, expected: Expected): Refused | undefined {
    const gone = this.isDeleted(name) || (expected === 'stream-exists' && this.softDeleted(name));
    return gone ? { kind: 'deleted', stream: name } : undefined;
  }

  private mismatch(name: string, expected: Expected, missingIsFine: boolean): Refused | undefined {
    const current = this.log.index.find(name)?.last ?? -1;
    const wanted = expected === 'no-stream' ? -1 : expected;
    const wrong = typeof wanted === 'number' ? wanted !== current : current < 0 && !(missingIsFine && wanted === 'any');
    return wrong ? { kind: 'conflict', current, expected } : undefined;
  }

  private metadataOf(name: string): StreamMetadata {
    const known = this.metadata.get(name);
    if (known) return known;
    const newest = this.log.index.find(`$$${name}`)?.events.at(-1);
    const metadata = newest === undefined ? {} : parseStreamMetadata(dataOf(this.log.event(newest).message));
    if (newest !== undefined) this.metadata.set(name, metadata);
    return metadata;
  }
}

const original = (name: string): string => (name.startsWith('$$') ? name.slice(2) : name);

const proposed = (type: string, data: string): Proposed => ({
  id: randomUUID(),
  type,
  contentType: data === '' ? 'application/octet-stream' : 'application/json',
  data: Buffer.from(data),
  metadata: new Uint8Array(),
});
