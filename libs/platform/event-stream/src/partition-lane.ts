import { partitionName, type PartitionHandler, type PartitionId, type StreamRecord, type Pauses, BackOff } from '@stoa/kernel';

/** More than this in waiting, and the lane asks for no more until half of it is left. */
const RECORDS_IN_WAITING = 4_000;
const BYTES_IN_WAITING = 8 * 1024 * 1024;
const RECORDS_AT_ONCE = 2_000;

/** What feeds a lane. */
export interface LaneSource {
  /** Begins to give records from this offset on; undefined for the earliest. */
  begin(from: bigint | undefined): Promise<void>;
  pause(): void;
  resume(): void;
}

/** Says that a partition went to another consumer while something was being done for it. */
export class PartitionLost extends Error {
  readonly code = 'partition-lost';
  constructor(partition: PartitionId) {
    super(`${partitionName(partition)} is no longer this consumer's.`);
    this.name = 'PartitionLost';
  }
}

/**
 * One partition's way to its handler while it is ours: assigned, records in order, revoked, never two calls at once. It takes records
 * without waiting for the handler, so that a handler that stalls or fails holds up nothing but this lane.
 */
export class PartitionLane {
  /** Resolves when the handler has been told that the partition is gone. */
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

  /** Takes the partition away: what waits is dropped, what is in the handler's hands ends. */
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

  /** Does it until it succeeds; undefined where the partition was taken away meanwhile. */
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
    // Timers and sockets get their turn, and with them the heartbeat.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.closed) throw new PartitionLost(this.partition);
  }
}
