import { isRelayTopic, TOPICS, type TopicShape } from '@stoa/contracts';
import type { PartitionId } from '@stoa/kernel';
import { BrokerEventStream } from '../in-process/broker-event-stream.ts';
import { LocalJournal, type JournalLimits } from './local-journal.ts';

/** What one process needs a stream for: the topics that are no copies of its event store. */
export const LOCAL_TOPICS: Readonly<Record<string, TopicShape>> = Object.fromEntries(
  Object.entries(TOPICS).filter(([topic]) => !isRelayTopic(topic)),
);

/**
 * The event stream of the standalone mode: one file, whose producers and consumers are in one process.
 *
 * Durability is the event store's: WAL with `synchronous=FULL`, asserted when the file is opened. `publish` resolves after its transaction
 * was written to the log beside the file and synced, so what was acknowledged survives the end of the process, of the system, and the loss of
 * power, as far as the disk keeps what it reports as synced. What was not acknowledged is there wholly or not at all, one publication at a
 * time. Records are kept until `trim`, whatever retention their topic has. Offsets are never given twice, not even after everything was
 * trimmed: the next one is in the file.
 *
 * `publish` rejects at once with StreamOverloaded where too much waits for its transaction, and with `storage-unavailable` where the file
 * cannot be written.
 */
export class LocalEventStream extends BrokerEventStream {
  private closing: Promise<void> | undefined;

  /** Streams over one journal act like processes over one broker. */
  constructor(
    private readonly journal: LocalJournal,
    topics: Readonly<Record<string, TopicShape>> = LOCAL_TOPICS,
  ) {
    super(journal, topics);
    journal.retain();
  }

  static open(
    file: string,
    { topics, limits }: { topics?: Readonly<Record<string, TopicShape>>; limits?: JournalLimits } = {},
  ): LocalEventStream {
    return new LocalEventStream(LocalJournal.open(file, limits), topics);
  }

  /**
   * Drops the records before this offset; resolves when that is on disk. A consumer that begins at one of them begins at the earliest that
   * is left, one that lags behind goes on there.
   */
  async trim(partition: PartitionId, before: bigint): Promise<void> {
    this.refuseClosed();
    await this.journal.trim(partition, before);
  }

  /**
   * For a file that was lost, or is older than the log which its records were sealed into: offsets go on from the log's, so that none that
   * was sealed is given again, and records before it are dropped as sealed. Changes nothing where the file is as far. To be called before
   * anything is published.
   */
  async continueFrom(partition: PartitionId, next: bigint): Promise<void> {
    this.refuseClosed();
    await this.journal.continueFrom(partition, next);
  }

  /** The offset of the first record that is kept, or of the next one. */
  earliest(partition: PartitionId): bigint {
    return this.journal.earliest(partition);
  }

  override async health(): Promise<string | null> {
    return this.journal.trouble;
  }

  /** Stops the consumers, writes what waits, and closes the file with the last stream over it. */
  override close(): Promise<void> {
    return (this.closing ??= super.close().finally(() => this.journal.release()));
  }
}
