import { partitionName, type PartitionHandler, type PartitionId, type StreamRecord, type Pauses, BackOff } from '@stoa/kernel';

/** Above this many queued records the lane pauses its source, until half of them are left. */
const RECORDS_IN_WAITING = 4_000;
const BYTES_IN_WAITING = 8 * 1024 * 1024;
const RECORDS_AT_ONCE = 2_000;

/** The source of a lane's records. */
export interface LaneSource {
  /** Starts delivering records from this offset; undefined for the earliest. */
  begin(from: bigint | undefined): Promise<void>;
  pause(): void;
  resume(): void;
}

/** The partition went to another consumer while it was being handled. */
export class PartitionLost extends Error {
  readonly code = 'partition-lost';
  constructor(partition: PartitionId) {
    super(`${partitionName(partition)} is no longer this consumer's.`);
    this.name = 'PartitionLost';
  }
}

/**
 * Delivers one partition to its handler while it is ours: assigned, records in order, revoked, never two calls at once. It accepts records
 * without waiting for the handler, so that a handler that stalls or fails delays only this lane.
 */
export class PartitionLane {
  /** Resolves when the handler's `revoked` has returned. */
  readonly ended: Promise<void>;
  /** The offset after the last record taken; undefined until the source has begun. */
  next: bigint | undefined;
  private readonly closing = new AbortController();
  private readonly waiting: StreamRecord[] = [];
  private bytes = 0;
  private paused = false;
  private filled: (() => void) | undefined;

  /** `former` is the end of the lane that this partition had before. */
  constructor(
    private readonly partition: PartitionId,
    private readonly handler: PartitionHandler,
    private readonly source: LaneSource,
    private readonly onTrouble: (error: unknown) => void,
    private readonly pauses: Pauses,
    former: Promise<void> = Promise.resolve(),
  ) {
    this.ended = former.then(() => this.run());
  }

  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  /** Records that follow those taken before. */
  take(records: readonly StreamRecord[]): void {
    const last = records.at(-1);
    if (this.closed || last === undefined) return;
    for (const record of records) {
      this.waiting.push(record);
      this.bytes += record.value.length;
    }
    this.next = last.offset + 1n;
    if (!this.paused && (this.waiting.length > RECORDS_IN_WAITING || this.bytes > BYTES_IN_WAITING)) {
      this.paused = true;
      this.source.pause();
    }
    this.filled?.();
  }

  /** Revokes the partition: queued records are dropped, the handler's current call ends. */
  close(): void {
    this.closing.abort();
    this.filled?.();
  }

  private async run(): Promise<void> {
    if (this.closed) return;
    const assigned = await this.insist(() => this.handler.assigned(this.partition));
    if (!assigned) return;
    await this.insist(() => this.source.begin(assigned.value));
    while (!this.closed) {
      if (this.waiting.length === 0) await new Promise<void>((resolve) => (this.filled = resolve));
      this.filled = undefined;
      const records = this.closed ? [] : this.waiting.splice(0, RECORDS_AT_ONCE);
      if (records.length > 0) await this.insist(() => this.handler.handle(this.partition, records, () => this.alive()));
      for (const { value } of records) this.bytes -= value.length;
      if (this.paused && !this.closed && this.waiting.length <= RECORDS_IN_WAITING / 2 && this.bytes <= BYTES_IN_WAITING / 2) {
        this.paused = false;
        this.source.resume();
      }
    }
    await this.handler.revoked(this.partition).catch(this.onTrouble);
  }

  /** Retries until it succeeds; undefined where the partition was revoked meanwhile. */
  private async insist<A>(attempt: () => Promise<A>): Promise<{ value: A } | undefined> {
    const backoff = new BackOff(this.pauses);
    for (;;) {
      try {
        return { value: await attempt() };
      } catch (error) {
        if (!(error instanceof PartitionLost)) this.onTrouble(error);
        await backoff.wait(this.closing.signal);
        if (this.closed) return undefined;
      }
    }
  }

  private async alive(): Promise<void> {
    // Yields to timers and sockets, and so to the heartbeat.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.closed) throw new PartitionLost(this.partition);
  }
}
