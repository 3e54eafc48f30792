import { randomUUID } from 'node:crypto';
import { RELAY_TOPICS, partitionOfEvent } from '@stoa/contracts';
import {
  BackOff,
  partitionName,
  pause,
  type EventStore,
  type EventStream,
  type PartitionId,
  type RecordedEvent,
  type RelayedCodec,
  type StreamMessage,
  NOTHING_RELAYED,
  START,
  type RelayCheckpoint,
  type RelayLedger,
  type HeldLease,
} from '@stoa/kernel';
import { CheckpointSaver } from './checkpoint-saver.ts';
import { gatheringMs } from './gathering.ts';
import { PartitionProgress, TopicRecreated } from './partition-progress.ts';
import { type UnroutedEvents } from './ports.ts';
import { surelyOther } from './surely-other.ts';
import { tellWatermarks } from './watermarks.ts';

/** A broker accepts 1 MiB with headers. A larger event leaves a hole, which consumers fill from the store. */
const LARGEST_VALUE = 900_000;
const PAUSES = { first: 100, longest: 5_000 };

export interface TermParts {
  readonly store: Pick<EventStore, 'subscribe' | 'head' | 'idAt'>;
  readonly stream: Pick<EventStream, 'ensureTopics' | 'publish' | 'ends'>;
  readonly codec: Pick<RelayedCodec, 'encode'>;
  readonly ledger: RelayLedger;
  readonly unrouted: UnroutedEvents;
  /** How often a watermark is repeated at rest. */
  readonly repeatMs?: number;
  /** How often the checkpoint is saved at most while events come. */
  readonly saveEveryMs?: number;
}

/** What a relay depends on. */
export type About = 'the event store' | 'the event stream' | 'the watermarks of the event stream' | 'the ledger';

export interface TermReports {
  progress(checkpoint: Pick<RelayCheckpoint, 'position' | 'head'>): void;
  /** A call to this dependency failed and is retried. */
  trouble(about: About, error: unknown): void;
  /** The dependency works again. */
  recovered(about: About): void;
  /** The log is published again from its start. */
  restart(why: string): void;
}

interface Parcel {
  readonly partition: PartitionId;
  readonly messages: StreamMessage[];
  last: RecordedEvent;
}

/**
 * One leadership term of a relay. Events are published in the order of the log, in each partition one batch after the other; a checkpoint
 * is saved only after everything at or before it was acknowledged. So a crash anywhere causes repetitions, which consumers detect by their
 * positions, and never loses an event. A log that is another than the one that was relayed is published from its start, as another history.
 */
export class RelayTerm {
  private readonly ending = new AbortController();
  private readonly signal: AbortSignal;
  private restoring: Promise<void> | undefined;

  constructor(
    private readonly parts: TermParts,
    private readonly lease: Pick<HeldLease, 'signal' | 'isGood' | 'epoch'>,
    private readonly reports: TermReports,
    stop: AbortSignal,
  ) {
    this.signal = AbortSignal.any([lease.signal, stop, this.ending.signal]);
  }

  /** Ends when it is stopped; throws when the lease is lost, or on a failure that a new term may fix. */
  async run(stop: AbortSignal): Promise<void> {
    let checkpoint = await this.begin();
    while (!stop.aborted) {
      try {
        await this.follow(checkpoint, stop);
      } catch (error) {
        if (!(error instanceof TopicRecreated)) throw error;
        checkpoint = await this.startAgain(await this.parts.ledger.load(), error.message);
      }
    }
  }

  private async begin(): Promise<RelayCheckpoint> {
    const { stream, ledger, store } = this.parts;
    await stream.ensureTopics();
    const checkpoint = await ledger.load();
    const other = await surelyOther(store, checkpoint, this.signal);
    if (other !== null)
      return this.startAgain({ ...checkpoint, head: START, history: randomUUID() }, `This is another log: ${other}.`);
    for (const topic of Object.keys(RELAY_TOPICS))
      for (const [partition, end] of (await stream.ends(topic)).entries()) {
        const recorded = checkpoint.offsets[partitionName({ topic, partition })] ?? 0;
        if (Number(end) < recorded)
          return this.startAgain(checkpoint, `${topic} lost acknowledged messages: the stream topic was recreated.`);
      }
    return checkpoint;
  }

  private async startAgain(checkpoint: RelayCheckpoint, why: string): Promise<RelayCheckpoint> {
    this.reports.restart(why);
    await this.parts.stream.ensureTopics();
    const again = { ...NOTHING_RELAYED, head: checkpoint.head, history: checkpoint.history };
    if (!(await this.parts.ledger.save(checkpoint.position, again, this.lease.epoch)))
      throw new Error('Another relay moved the checkpoint.');
    return again;
  }

  /** Publishes what comes after a checkpoint, until it is stopped. */
  private async follow(checkpoint: RelayCheckpoint, stop: AbortSignal): Promise<void> {
    const { store, ledger, saveEveryMs } = this.parts;
    const over = new AbortController();
    const signal = AbortSignal.any([this.signal, over.signal]);
    let fail: (error: unknown) => void = () => undefined;
    const failed = new Promise<never>((_resolve, reject) => (fail = reject));
    failed.catch(() => undefined); // awaited below
    const progress = new PartitionProgress(checkpoint);
    const { epoch } = this.lease;
    const saver = new CheckpointSaver(ledger, checkpoint.position, epoch, this.lease.signal, fail, this.reports, saveEveryMs);
    let publishing: Promise<void> = Promise.resolve();
    // The store may read one batch ahead while this one is being published, and no more.
    const take = async (batch: RecordedEvent[]): Promise<void> => {
      await publishing;
      signal.throwIfAborted();
      const began = performance.now();
      publishing = this.relay(batch, progress, signal).then(() => {
        saver.save(progress.checkpoint());
        this.reports.progress(progress);
        return pause(gatheringMs(batch.length, performance.now() - began), signal);
      });
      publishing.catch(fail);
    };
    const subscription = store.subscribe(checkpoint.position, take, fail);
    const watermarks = tellWatermarks(this.parts, progress, this.lease, this.reports, signal).catch(fail);
    try {
      await Promise.race([failed, aborted(this.signal)]);
      if (!stop.aborted) throw this.signal.reason;
    } finally {
      over.abort(new Error('The leadership term has ended.'));
      await subscription.stop();
      await Promise.allSettled([publishing, watermarks]);
      await saver.settled();
    }
  }

  /** Resolves when the whole batch is acknowledged. */
  private async relay(batch: readonly RecordedEvent[], progress: PartitionProgress, signal: AbortSignal): Promise<void> {
    const parcels = new Map<string, Parcel>();
    for (const event of batch) {
      // A subscription that was re-established may repeat events.
      if (event.position <= progress.position) continue;
      const partition = await this.routed(event, signal);
      if (!partition) continue;
      const previous = progress.next(partition, event.position);
      const message = this.parts.codec.encode(partition, {
        position: event.position,
        previous,
        event,
        history: progress.history,
      });
      const name = partitionName(partition);
      const parcel = parcels.get(name) ?? { partition, messages: [], last: event };
      parcels.set(name, parcel);
      if (message.value.length > LARGEST_VALUE) continue;
      parcel.messages.push(message);
      parcel.last = event;
    }
    await Promise.all(
      [...parcels.values()].map(async ({ partition, messages, last }) => {
        if (messages.length > 0) await this.publish(partition, messages, last.position, progress, signal);
      }),
    );
    const last = batch.at(-1);
    if (last && last.position > progress.position) progress.acknowledged(last);
  }

  private async routed(event: RecordedEvent, signal: AbortSignal): Promise<PartitionId | undefined> {
    try {
      return partitionOfEvent(event);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      await this.insist('the ledger', () => this.parts.unrouted.record(event, reason), signal);
      return undefined;
    }
  }

  private async publish(
    partition: PartitionId,
    messages: readonly StreamMessage[],
    position: string,
    progress: PartitionProgress,
    signal: AbortSignal,
  ): Promise<void> {
    const { stream } = this.parts;
    await this.insist(
      'the event stream',
      async () => {
        if (!this.lease.isGood) throw this.lease.signal.reason;
        progress.written(partition, messages.length, await stream.publish(partition, messages), position);
      },
      signal,
    );
  }

  /** Retries until it succeeds; throws only where it must not be retried. */
  private async insist(about: About, attempt: () => Promise<void>, signal: AbortSignal): Promise<void> {
    const backOff = new BackOff(PAUSES);
    for (;;) {
      signal.throwIfAborted();
      try {
        await attempt();
        return this.reports.recovered(about);
      } catch (error) {
        if (error instanceof TopicRecreated || signal.aborted) throw error;
        this.reports.trouble(about, error);
        await backOff.wait(signal);
        if (about === 'the event stream') await this.restoreTopics();
      }
    }
  }

  /** A stream topic may have been deleted; concurrent callers share one check. */
  private restoreTopics(): Promise<void> {
    this.restoring ??= this.parts.stream
      .ensureTopics()
      .catch((error: unknown) => this.reports.trouble('the event stream', error))
      .finally(() => (this.restoring = undefined));
    return this.restoring;
  }
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
