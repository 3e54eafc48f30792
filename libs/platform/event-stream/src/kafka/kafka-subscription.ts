import type { Consumer, ConsumerGroupJoinEvent, EachBatchPayload, Kafka } from 'kafkajs';
import { partitionName, type PartitionHandler, type PartitionId, type Subscription, type Pauses, BackOff } from '@stoa/kernel';
import { PartitionLane } from '../partition-lane.ts';
import { within } from '../within.ts';
import { RETRY } from './kafka-client.ts';
import { streamRecord } from './stream-record.ts';

const SESSION_TIMEOUT_MS = 6_000;
const HEARTBEAT_MS = 1_000;
/** Members that do not rejoin within this time are removed. Lanes never delay fetching, so it only covers the network. */
const REBALANCE_TIMEOUT_MS = 10_000;
/** How long the broker holds a fetch that finds nothing; with `minBytes` 1 it responds as soon as there is something. */
const LONGEST_FETCH_MS = 100;
/** A consumer that neither fetches nor joins for this long hangs on a dead connection, and is replaced. */
const NO_SIGN_OF_LIFE_MS = 20_000;
const DISCONNECT_TIMEOUT_MS = 5_000;
const HANDLER_PAUSES: Pauses = { first: 100, longest: 5_000 };
const RETURN_PAUSES: Pauses = { first: 200, longest: 5_000 };

export interface SubscriptionOptions {
  readonly group: string;
  readonly topics: readonly string[];
  readonly handler: PartitionHandler;
  readonly onTrouble: (error: unknown) => void;
  /** First offset and the offset after the last of each partition of a topic. */
  readonly offsets: (topic: string) => Promise<{ begin: bigint; end: bigint }[]>;
}

/**
 * A member of a consumer group that recovers: kafkajs stops on errors that it considers final and restarts on others, so each consumer that
 * crashes is replaced by a new one. Records go to a lane per partition; fetching, and with it the heartbeat, never waits for a handler.
 * No offset is committed: each assignment seeks to the offset that the handler returns.
 */
export class KafkaSubscription implements Subscription {
  private readonly stopping = new AbortController();
  private readonly lanes = new Map<string, PartitionLane>();
  private readonly ends = new Map<string, Promise<void>>();
  private readonly done: Promise<void>;

  constructor(
    private readonly kafka: Kafka,
    private readonly options: SubscriptionOptions,
  ) {
    this.done = this.run();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    await this.done;
  }

  private async run(): Promise<void> {
    const backoff = new BackOff(RETURN_PAUSES);
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.session(() => backoff.reset());
      } catch (error) {
        this.options.onTrouble(error);
        await backoff.wait(signal);
      }
    }
  }

  /** Runs one consumer: ends when it is stopped, throws when it crashes. */
  private async session(onJoined: () => void): Promise<void> {
    const { group, topics } = this.options;
    const consumer = this.kafka.consumer({
      groupId: group,
      sessionTimeout: SESSION_TIMEOUT_MS,
      heartbeatInterval: HEARTBEAT_MS,
      rebalanceTimeout: REBALANCE_TIMEOUT_MS,
      minBytes: 1,
      maxWaitTimeInMs: LONGEST_FETCH_MS,
      allowAutoTopicCreation: false,
      retry: { ...RETRY, restartOnFailure: async () => false },
    });
    const life = new ConsumerLife(consumer);
    try {
      consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
        life.sign();
        if (life.over) return;
        onJoined();
        this.assign(consumer, life, payload);
      });
      await life.orEnd(this.start(consumer, topics), this.stopping.signal);
      await life.orEnd(new Promise<never>(() => undefined), this.stopping.signal);
    } finally {
      for (const lane of this.lanes.values()) lane.close();
      this.lanes.clear();
      // Stopping waits for the handlers while still a member; after a crash the next lanes wait for these.
      if (this.stopping.signal.aborted) await Promise.all(this.ends.values());
      await life.end();
    }
  }

  private async start(consumer: Consumer, topics: readonly string[]): Promise<void> {
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatch: async (payload) => this.take(payload) });
  }

  private take({ batch, isStale, isRunning }: EachBatchPayload): void {
    if (isStale() || !isRunning()) return;
    this.lanes.get(partitionName(batch))?.take(batch.messages.map(streamRecord));
  }

  private assign(
    consumer: Consumer,
    life: ConsumerLife,
    { memberId, memberAssignment }: ConsumerGroupJoinEvent['payload'],
  ): void {
    const assigned = Object.entries(memberAssignment).flatMap(([topic, partitions]) =>
      partitions.map((partition): PartitionId => ({ topic, partition })),
    );
    const names = new Set(assigned.map(partitionName));
    // A new member id means that we were out of the group for a while: others may have had any partition.
    const rejoined = life.memberId !== memberId;
    life.memberId = memberId;
    for (const [name, lane] of this.lanes)
      if (rejoined || !names.has(name)) {
        lane.close();
        this.lanes.delete(name);
      }
    for (const partition of assigned) {
      const kept = this.lanes.get(partitionName(partition));
      if (!kept) this.open(consumer, partition);
      else if (kept.next !== undefined) consumer.seek({ ...partition, offset: String(kept.next) });
    }
  }

  private open(consumer: Consumer, partition: PartitionId): void {
    const name = partitionName(partition);
    const place = [{ topic: partition.topic, partitions: [partition.partition] }];
    const ifOurs = (act: () => void) => {
      if (this.lanes.get(name) !== lane) return;
      act();
    };
    const unlessCrashed = (act: () => void) => () => {
      try {
        ifOurs(act);
      } catch {
        // A consumer that has just crashed has nothing to pause; its lanes end with it.
      }
    };
    const source = {
      begin: async (from: bigint | undefined) => {
        const { begin, end } = (await this.options.offsets(partition.topic))[partition.partition] ?? { begin: 0n, end: 0n };
        const next = from === undefined || from < begin || from > end ? begin : from;
        ifOurs(() => {
          lane.next = next;
          consumer.seek({ ...partition, offset: String(next) });
          consumer.resume(place);
        });
      },
      pause: unlessCrashed(() => consumer.pause(place)),
      resume: unlessCrashed(() => consumer.resume(place)),
    };
    consumer.pause(place);
    const lane = new PartitionLane(
      partition,
      this.options.handler,
      source,
      this.options.onTrouble,
      HANDLER_PAUSES,
      this.ends.get(name),
    );
    this.lanes.set(name, lane);
    this.ends.set(name, lane.ended);
  }
}

/** Monitors one consumer, and makes sure that an abandoned one leaves the group. */
class ConsumerLife {
  memberId: string | undefined;
  over = false;
  private lastSign = performance.now();
  private readonly failed: Promise<never>;
  private readonly watch: NodeJS.Timeout;

  constructor(private readonly consumer: Consumer) {
    const { events } = consumer;
    let fail: (error: unknown) => void = () => undefined;
    this.failed = new Promise<never>((_resolve, reject) => (fail = reject));
    this.failed.catch(() => undefined); // awaited in `orEnd`, or too late to matter
    consumer.on(events.CRASH, ({ payload }) => fail(payload.error));
    consumer.on(events.FETCH, () => {
      this.sign();
      // One that was abandoned while joining may finish later: it must not keep partitions.
      if (this.over) void consumer.disconnect().catch(() => undefined);
    });
    this.watch = setInterval(() => {
      if (performance.now() - this.lastSign > NO_SIGN_OF_LIFE_MS)
        fail(new Error(`The consumer showed no activity for ${NO_SIGN_OF_LIFE_MS / 1000} s.`));
    }, 1_000);
  }

  sign(): void {
    this.lastSign = performance.now();
  }

  /** Waits for `what`, unless the consumer fails (then it throws) or the signal aborts first. */
  async orEnd(what: Promise<unknown>, signal: AbortSignal): Promise<void> {
    let stop = () => undefined as void;
    const stopped = new Promise<void>((resolve) => {
      stop = resolve;
      if (signal.aborted) resolve();
      else signal.addEventListener('abort', stop, { once: true });
    });
    what.catch(() => undefined); // observed through the race
    await Promise.race([what, this.failed, stopped]).finally(() => signal.removeEventListener('abort', stop));
  }

  /** Leaves the group, without waiting long for a broker that is unavailable. */
  async end(): Promise<void> {
    this.over = true;
    clearInterval(this.watch);
    // Otherwise the broker notices by the session timeout.
    await within(DISCONNECT_TIMEOUT_MS, this.consumer.disconnect(), 'Leaving the group').catch(() => undefined);
  }
}
