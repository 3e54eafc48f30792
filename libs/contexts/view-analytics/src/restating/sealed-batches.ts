import { VIEWS_LOG, ViewsRecorded, ViewsRestated, viewsRecordedStream, type SealedEvent } from '@stoa/contracts';
import { START, known, type EventStore, type ExpectedRevision, type RecordedEvent } from '@stoa/kernel';
import { firstSince } from '../sealing/shard-state.ts';
import type { Days } from './days.ts';

export type SealedRecord = RecordedEvent & SealedEvent;
type Log = Pick<EventStore, 'read' | 'readLast' | 'readAll'>;

/** Where a batch stands, and what restated it since, in order. */
export interface BatchPlace {
  readonly stream: string;
  readonly revision: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly restatedBy: number[];
}

const PAGE = 50;
/** Batches are sealed after their facts were told; clocks of two processes may differ, and a restatement bears the time of its command. */
const SLACK_MS = 2 * 60 * 60 * 1000;

/** The batches that hold facts of some days, in the order in which they were judged: of one shard, or of all access logs. Where they stand, not their facts. */
export class SealedBatches {
  readonly places: BatchPlace[] = [];
  private readonly byPlace = new Map<string, BatchPlace>();
  private readonly ends = new Map<string, number>();

  private constructor(private readonly days: Days) {}

  static async ofShard(store: Log, shard: number, days: Days): Promise<SealedBatches> {
    const batches = new SealedBatches(days);
    const stream = viewsRecordedStream(shard);
    const [last] = await store.readLast(stream, 1);
    if (!last) return batches;
    const since = new Date(days.from - SLACK_MS).toISOString();
    await batches.readOn(store, stream, (await firstSince(store, stream, since, last.revision)) - 1);
    return batches;
  }

  /** Nothing lists the logs: they are looked for in everything that happened. */
  static async ofLogs(store: Log, days: Days): Promise<SealedBatches> {
    const batches = new SealedBatches(days);
    for await (const page of store.readAll(START))
      for (const event of page) if (event.stream.startsWith(VIEWS_LOG)) batches.take(event);
    return batches;
  }

  end(stream: string): ExpectedRevision {
    return this.ends.get(stream) ?? 'no-stream';
  }

  /** What was written to a stream since it was read; `seen` is told of each event. */
  async readOn(
    store: Pick<EventStore, 'read'>,
    stream: string,
    after = this.ends.get(stream) ?? -1,
    seen: (event: RecordedEvent) => void = () => undefined,
  ): Promise<void> {
    for (let from = after; ;) {
      const page = await store.read(stream, { after: from, limit: PAGE });
      for (const event of page) {
        seen(event);
        this.take(event);
      }
      if (page.length < PAGE) return;
      from = page.at(-1)!.revision;
    }
  }

  private take(event: RecordedEvent): void {
    known([event]);
    const { stream, revision, type, data } = event as SealedRecord;
    this.ends.set(stream, revision);
    if (type === ViewsRestated.type) {
      this.byPlace.get(placeKey(stream, data.revision))?.restatedBy.push(revision);
      return;
    }
    if (type !== ViewsRecorded.type) return;
    const [firstAt, lastAt] = [Date.parse(data.firstAt), Date.parse(data.lastAt)];
    if (lastAt < this.days.from || firstAt >= this.days.until) return;
    const place = { stream, revision, firstAt, lastAt, restatedBy: [] };
    this.places.push(place);
    this.byPlace.set(placeKey(stream, revision), place);
  }
}

const placeKey = (stream: string, revision: number) => `${stream}@${revision}`;
