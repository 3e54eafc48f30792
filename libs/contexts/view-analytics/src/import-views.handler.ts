import { Inject, Optional } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  ImportViews,
  viewShardOf,
  viewsImportIdOf,
  viewsImportStream,
  viewsPartIdOf,
  viewsStream,
  type ViewsImportEvent,
} from '@stoa/contracts';
import { EVENT_STORE, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { DirectShardWriter, SHARD_WRITER, type ShardPart, type ShardWriter } from './shard-parts.ts';
import { viewsImportDecider, type ViewsImportFacts } from './views-import.ts';

type Count = ImportViews['data']['counts'][number];

/**
 * The import is recorded first, in a stream of its own, which tells a repeat from another body under the same key before any count is
 * written. Then one event goes to each shard, by the process's SHARD_WRITER (by default this handler itself); a retry looks for it
 * after the revision that was recorded, and writes what is missing.
 * The result holds the import's id, the revision of its own stream and the position of the last count.
 */
@CommandHandler(ImportViews)
export class ImportViewsHandler implements ICommandHandler<ImportViews> {
  private readonly writer: ShardWriter;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Optional() @Inject(SHARD_WRITER) writer?: ShardWriter,
  ) {
    this.writer = writer ?? new DirectShardWriter(store);
  }

  async execute({ data, context }: ImportViews): Promise<Outcome & { id: string }> {
    const id = data.name === undefined ? context.commandId : viewsImportIdOf(data.source, data.name);
    const command = new ImportViews(data, { ...context, commandId: id });
    const parts = byShard(command.data.counts);
    const began = await transact(this.store, viewsImportStream(id), viewsImportDecider, command, () => this.ends(parts));
    const [first] = await this.store.read(viewsImportStream(id), { limit: 1 });
    const { shards } = first?.data as ViewsImportEvent['data'];
    const written = await this.writer.write(
      shards.map(({ shard, after }) => partOf(command, shard, parts.get(shard) ?? [], after)),
    );
    const position = written.reduce((last, { position: own }) => (own > last ? own : last), began.position);
    const repeated = began.repeated && written.every(({ appended }) => appended === 0);
    return { id, revision: began.revision, position, ...(repeated ? { repeated } : {}) };
  }

  private async ends(parts: ReadonlyMap<number, readonly Count[]>): Promise<ViewsImportFacts> {
    const shards = [...parts.keys()].sort((a, b) => a - b);
    const ends = shards.map(async (shard) => (await this.store.readLast(viewsStream(shard), 1))[0]?.revision ?? -1);
    const after = await Promise.all(ends);
    return { shards: shards.map((shard, index) => ({ shard, after: after[index]! })) };
  }
}

function partOf({ data: { source }, context }: ImportViews, shard: number, counts: Count[], after: number): ShardPart {
  const commandId = viewsPartIdOf(context.commandId, shard);
  return { shard, source, counts, after, context: { ...context, commandId } };
}

function byShard(counts: readonly Count[]): Map<number, Count[]> {
  const parts = new Map<number, Count[]>();
  for (const count of counts) {
    const shard = viewShardOf(count.questionId);
    const part = parts.get(shard);
    if (part) part.push(count);
    else parts.set(shard, [count]);
  }
  return parts;
}
