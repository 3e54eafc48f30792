import {
  partitionName,
  type PartitionHandler,
  type PartitionId,
  type Position,
  type Relayed,
  type RelayLedger,
  type StreamRecord,
} from '@stoa/kernel';
import type { FollowedGeneration } from './followed-generation.ts';
import type { Following } from './following.ts';
import type { Decode, OffsetHint, OffsetHints, SetAside } from '../operating/ports.ts';

export interface PartitionConsumerParts {
  readonly following: Following;
  readonly decode: Decode;
  readonly setAside: SetAside;
  readonly hints: OffsetHints;
  /** Says which history of the log is relayed. */
  readonly ledger: Pick<RelayLedger, 'load'>;
  /** Disowns generations of another history, before anything of this one is applied to them: after that their checkpoints would no longer tell. */
  readonly onHistory: () => Promise<void>;
}

/** A partition of this process, and the last message that was applied. */
interface Held {
  readonly partition: PartitionId;
  hint: OffsetHint | undefined;
}

const awake = async () => undefined;

/**
 * Consumes the partitions of this process, and passes each message to every generation that follows them. One read
 * model that cannot fold an event delays no other, nor does an invalid message. Messages of another history of the log than is relayed count for nothing.
 */
export class PartitionConsumer implements PartitionHandler {
  private readonly held = new Map<string, Held>();
  private history: string | undefined;
  private knowsHistory = false;

  constructor(private readonly parts: PartitionConsumerParts) {}

  async assigned(partition: PartitionId): Promise<bigint | undefined> {
    const hint = await this.usable(partition, await this.parts.hints.load(partition));
    this.held.set(partitionName(partition), { partition, hint });
    return hint && hint.offset + 1n;
  }

  async revoked(partition: PartitionId): Promise<void> {
    this.held.delete(partitionName(partition));
    for (const generation of this.parts.following.all()) generation.leave(partition);
  }

  async handle(partition: PartitionId, records: readonly StreamRecord[], alive: () => Promise<void>): Promise<void> {
    const messages: Relayed[] = [];
    let hint: OffsetHint | undefined;
    const decodedRecords = records.map((record) => ({ record, decoded: this.parts.decode(partition, record) }));
    if (decodedRecords.some(({ decoded }) => 'ok' in decoded && !this.isRelayed(decoded.ok))) await this.refreshHistory();
    for (const { record, decoded } of decodedRecords) {
      if ('ok' in decoded) {
        if (!this.isRelayed(decoded.ok)) continue;
        messages.push(decoded.ok);
        hint = { offset: record.offset, position: later(hint?.position, decoded.ok.position) };
      } else await this.parts.setAside.record(partition, record, decoded.problem);
    }
    await handedOn(this.parts.following.of(partition).map((generation) => generation.apply(partition, messages, alive)));
    const held = this.held.get(partitionName(partition));
    if (held && hint) held.hint = { offset: hint.offset, position: later(held.hint?.position, hint.position) };
  }

  /** Finds out which history is relayed. After a look at the generations: one that was just built is of a history that is then known. */
  async refreshHistory(): Promise<void> {
    const { history } = await this.parts.ledger.load();
    // Where this process was in another history tells nothing.
    if (this.knowsHistory && history !== this.history) for (const held of this.held.values()) held.hint = undefined;
    if (!this.knowsHistory || history !== this.history) await this.parts.onHistory();
    this.history = history;
    this.knowsHistory = true;
  }

  private isRelayed({ history }: Relayed): boolean {
    return this.knowsHistory && history === this.history;
  }

  /**
   * Brings every generation to where this process is: one that is new, or that took nothing while it was frozen. Nothing more may come in a
   * partition for a long time, so nobody waits for the next message.
   */
  async drawLevel(): Promise<void> {
    await handedOn(
      [...this.held.values()].flatMap((held) =>
        this.parts.following.of(held.partition).map((generation) => draw(generation, held)),
      ),
    );
    await this.flush();
  }

  /** Keeps where it is, so that the next one need not begin at the earliest message. */
  async saveHints(): Promise<void> {
    const hints = new Map<PartitionId, OffsetHint>();
    for (const { partition, hint } of this.held.values()) if (hint) hints.set(partition, hint);
    // A hint beyond a checkpoint would be of no use.
    await this.flush();
    if (hints.size > 0) await this.parts.hints.save(hints);
  }

  private async flush(): Promise<void> {
    await Promise.all(this.parts.following.all().map((generation) => generation.flush()));
  }

  /** A hint is useful only where every generation has reached its position. */
  private async usable(partition: PartitionId, hint: OffsetHint | undefined): Promise<OffsetHint | undefined> {
    if (!hint) return undefined;
    const reached = await Promise.all(this.parts.following.of(partition).map((generation) => generation.reached(partition)));
    return reached.every((position) => position >= hint.position) ? hint : undefined;
  }
}

/** Like a message with a hole before it: the missing events are read from the store. */
async function draw(generation: FollowedGeneration, { partition, hint }: Held): Promise<void> {
  if (hint) await generation.apply(partition, [{ position: hint.position, previous: hint.position }], awake);
}

const later = (one: Position | undefined, other: Position): Position => (one !== undefined && one > other ? one : other);

/** Waits for all, then throws the first failure: the message is delivered to all again, and those that applied it skip it. */
async function handedOn(work: readonly Promise<void>[]): Promise<void> {
  const failed = (await Promise.allSettled(work)).find((result) => result.status === 'rejected');
  if (failed) throw failed.reason;
}
