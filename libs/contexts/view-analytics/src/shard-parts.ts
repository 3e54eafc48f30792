import { ViewsImported, viewsStream } from '@stoa/contracts';
import { appendOnce, toNewEvents, type AppendedOnce, type CommandContext, type EventStore, type NewEvent } from '@stoa/kernel';

type Count = { questionId: string; answerId: string | null; views: number };

/** What an import brings for one shard. */
export interface ShardPart {
  readonly shard: number;
  readonly source: string;
  readonly counts: Count[];
  /** The shard's revision when the import began, -1 for none: the part is not before it. */
  readonly after: number;
  /** Its commandId is the part's own, so its event has an id that every repeat finds. */
  readonly context: CommandContext;
}

/** The offset of a part's message. */
export interface FactOffset {
  readonly partition: number;
  readonly offset: string;
}

/** Appends the parts of an import to their shards' streams, each once however often it is called; returns the results in the same order. */
export interface ShardWriter {
  write(parts: readonly ShardPart[]): Promise<AppendedOnce[]>;
}
export const SHARD_WRITER = Symbol('ShardWriter');

/** The event of a part, ready to append. */
export function eventOf({ shard, source, counts, context }: ShardPart, offset?: FactOffset): NewEvent {
  const event = ViewsImported({ shard, source, counts, offset: offset ?? null });
  return toNewEvents([event], { context })[0]!;
}

export const expectedBefore = ({ after }: Pick<ShardPart, 'after'>) => (after < 0 ? 'no-stream' : after);

/** Appends the parts itself. */
export class DirectShardWriter implements ShardWriter {
  constructor(private readonly store: EventStore) {}

  async write(parts: readonly ShardPart[]): Promise<AppendedOnce[]> {
    const written: AppendedOnce[] = [];
    for (const part of parts)
      written.push(await appendOnce(this.store, viewsStream(part.shard), [eventOf(part)], expectedBefore(part)));
    return written;
  }
}
