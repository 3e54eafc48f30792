import { partitionName, type PartitionHandler, type PartitionId, type StreamRecord } from '@stoa/kernel';

export interface Seen {
  readonly partition: string;
  readonly record: StreamRecord;
}

/** A handler that records every call; tests set its results. */
export class Recorder implements PartitionHandler {
  readonly seen: Seen[] = [];
  /** `+name`, `-name` for assigned and revoked, `name` for each call with records, in order. */
  readonly calls: string[] = [];
  readonly held = new Set<string>();
  readonly overlaps: string[] = [];
  private readonly busy = new Set<string>();
  from: (partition: PartitionId) => bigint | undefined = () => undefined;
  before: (partition: PartitionId, records: readonly StreamRecord[], alive: () => Promise<void>) => Promise<void> = async () =>
    undefined;

  assigned(partition: PartitionId): Promise<bigint | undefined> {
    const name = partitionName(partition);
    return this.alone(name, async () => {
      if (this.held.has(name)) this.overlaps.push(`${name} was assigned twice`);
      this.held.add(name);
      this.calls.push(`+${name}`);
      return this.from(partition);
    });
  }

  revoked(partition: PartitionId): Promise<void> {
    const name = partitionName(partition);
    return this.alone(name, async () => {
      if (!this.held.delete(name)) this.overlaps.push(`${name} was revoked without having been assigned`);
      this.calls.push(`-${name}`);
    });
  }

  handle(partition: PartitionId, records: readonly StreamRecord[], alive: () => Promise<void>): Promise<void> {
    const name = partitionName(partition);
    return this.alone(name, async () => {
      if (!this.held.has(name)) this.overlaps.push(`${name} was handled without being held`);
      this.calls.push(name);
      await this.before(partition, records, alive);
      for (const record of records) this.seen.push({ partition: name, record });
    });
  }

  /** Values of one partition as texts, in the order in which they were handled. */
  values(partition: PartitionId): string[] {
    const name = partitionName(partition);
    return this.seen.filter((one) => one.partition === name).map(({ record }) => Buffer.from(record.value).toString('utf8'));
  }

  private async alone<A>(name: string, act: () => Promise<A>): Promise<A> {
    if (this.busy.has(name)) this.overlaps.push(`${name} was called while it was busy`);
    this.busy.add(name);
    try {
      return await act();
    } finally {
      this.busy.delete(name);
    }
  }
}
