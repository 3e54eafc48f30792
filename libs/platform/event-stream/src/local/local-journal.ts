import { DependencyFailure, partitionName, Refusal, type PartitionId, type StreamMessage, type StreamRecord } from '@stoa/kernel';
import { GroupCommit, LastWrite, type Database } from '@stoa/sqlite';
import type { Broker, Member } from '../in-process/broker.ts';
import { ConsumerGroups } from '../in-process/consumer-groups.ts';
import { createTopic, openJournalFile, partitionsIn } from './journal-file.ts';
import type { JournalPartition } from './journal-partition.ts';
import { StreamOverloaded } from './stream-overloaded.ts';

/** What may wait for its transaction; one publication is always accepted where nothing waits. */
export interface JournalLimits {
  readonly messages: number;
  readonly bytes: number;
}

const LIMITS: JournalLimits = { messages: 10_000, bytes: 16 * 1024 * 1024 };

/** Free pages (of 4 KiB) that stay in the file for what comes next; the rest is given back, so many in one transaction. */
const FREE_PAGES = 1024;
const FREED_AT_ONCE = 512;

/** Something to be done in the next transaction. */
interface Work {
  readonly partition?: JournalPartition;
  run(): bigint;
}

/**
 * A broker whose records are in one SQLite file. Publications that arrive while the thread is busy share one transaction and are
 * acknowledged after it. It writes on the serving thread, as the event store does. Its file has one process. It closes with the last stream
 * that retained it.
 */
export class LocalJournal implements Broker {
  private readonly topics: Map<string, JournalPartition[]>;
  private readonly groups = new ConsumerGroups((topic) => this.partitions(topic));
  private readonly commit: (works: readonly Work[]) => bigint[];
  private readonly group: GroupCommit<Work, bigint>;
  private readonly waiting = { messages: 0, bytes: 0 };
  private readonly lastWrite: LastWrite;
  private streams = 0;

  private constructor(
    private readonly db: Database,
    private readonly limits: JournalLimits,
  ) {
    this.lastWrite = new LastWrite(db.name);
    this.topics = partitionsIn(db);
    this.group = new GroupCommit<Work, bigint>(
      (works) => this.write(works),
      () => this.groups.wake(),
    );
    this.commit = db.transaction((works: readonly Work[]) => {
      const results = works.map((work) => work.run());
      for (const partition of touchedBy(works)) partition.save();
      return results;
    }).immediate;
  }

  static open(file: string, limits: JournalLimits = LIMITS): LocalJournal {
    return new LocalJournal(openJournalFile(file), limits);
  }

  /** Null, or why the last transaction failed. */
  get trouble(): string | null {
    return this.lastWrite.trouble;
  }

  get closed(): boolean {
    return !this.db.open;
  }

  create(topic: string, partitions: number): void {
    this.topics.set(topic, createTopic(this.db, topic, partitions));
  }

  partitions(topic: string): number | undefined {
    return this.topics.get(topic)?.length;
  }

  earliest(partition: PartitionId): bigint {
    return this.partition(partition).earliest;
  }

  end(partition: PartitionId): bigint {
    return this.partition(partition).end;
  }

  read(partition: PartitionId, from: bigint): readonly StreamRecord[] {
    return this.partition(partition).read(from);
  }

  async append(id: PartitionId, messages: readonly StreamMessage[]): Promise<bigint> {
    const partition = this.partition(id);
    const bytes = messages.reduce((sum, { key, value }) => sum + key.length + value.length, 0);
    this.refuseTooMuch(messages.length, bytes);
    this.waiting.messages += messages.length;
    this.waiting.bytes += bytes;
    try {
      return await this.group.add({ partition, run: () => partition.write(messages) }, bytes);
    } finally {
      this.waiting.messages -= messages.length;
      this.waiting.bytes -= bytes;
    }
  }

  /** Drops the records before an offset, in small transactions, and gives the file's room back. */
  async trim(id: PartitionId, before: bigint): Promise<void> {
    const partition = this.partition(id);
    const drop: Work = { partition, run: () => partition.drop(before) };
    while (partition.earliest < before && (await this.group.add(drop, 0)) > 0n);
    while (this.spare() > 0) await this.group.add({ run: () => this.shrink() }, 0);
  }

  /** Makes the next offset at least this one; nothing is kept of a partition that did not reach it. */
  async continueFrom(id: PartitionId, next: bigint): Promise<void> {
    const partition = this.partition(id);
    if (partition.end >= next) return;
    await this.trim(id, partition.end);
    await this.group.add({ partition, run: () => partition.skip(next) }, 0);
  }

  join(group: string, topics: readonly string[], member: Member): void {
    this.groups.join(group, topics, member);
  }

  leave(group: string, member: Member): void {
    this.groups.leave(group, member);
  }

  retain(): void {
    this.streams++;
  }

  release(): void {
    if (--this.streams > 0) return;
    this.group.flush();
    this.db.close();
  }

  private partition(id: PartitionId): JournalPartition {
    const partition = this.topics.get(id.topic)?.[id.partition];
    if (!partition) throw new Error(`There is no partition ${partitionName(id)}.`);
    return partition;
  }

  private refuseTooMuch(messages: number, bytes: number): void {
    const { waiting, limits } = this;
    if (waiting.messages === 0) return;
    if (waiting.messages + messages > limits.messages || waiting.bytes + bytes > limits.bytes) throw new StreamOverloaded();
  }

  private write(works: readonly Work[]): bigint[] {
    try {
      const results = this.commit(works);
      for (const partition of touchedBy(works)) partition.settle(true);
      this.lastWrite.succeeded();
      return results;
    } catch (error) {
      for (const partition of touchedBy(works)) partition.settle(false);
      const cause = new DependencyFailure(this.lastWrite.failed(error), { cause: error });
      const refusal = new Refusal('storage-unavailable', 'The journal could not write.', [], { cause });
      // The order within a partition is that of the calls: none may be written after an earlier one that was not.
      this.group.refuseWaiting(refusal);
      throw refusal;
    }
  }

  /** Free pages beyond those that stay. */
  private spare(): number {
    return (this.db.pragma('freelist_count', { simple: true }) as number) - FREE_PAGES;
  }

  private shrink(): bigint {
    if (this.spare() > 0) this.db.pragma(`incremental_vacuum(${Math.min(this.spare(), FREED_AT_ONCE)})`);
    return 0n;
  }
}

const touchedBy = (works: readonly Work[]): Set<JournalPartition> => new Set(works.flatMap(({ partition }) => partition ?? []));
