import { Inject, Optional } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  ImportViews,
  ImportedTotals,
  ViewsImportBegan,
  ViewsImported,
  ViewsTakenBack,
  viewShardOf,
  viewsImportIdOf,
  viewsImportStream,
  viewsPartIdOf,
  viewsStream,
  viewsTakenBackIdOf,
  type ViewsImportEvent,
  type ViewsImportOutcome,
} from '@stoa/contracts';
import {
  EVENT_STORE,
  appendOnce,
  readToDecide,
  toNewEvents,
  transact,
  type AppendedOnce,
  type EventStore,
  type Outcome,
} from '@stoa/kernel';
import { DirectShardWriter, SHARD_WRITER, type ShardPart, type ShardWriter } from './shard-parts.ts';
import { viewsImportDecider, type ViewsImportFacts } from './views-import.ts';

type Count = ImportViews['data']['counts'][number];

/**
 * The import is recorded first, in a stream of its own, which tells a repeat from another body under the same key before any count is
 * written. Then one event goes to each shard, by the process's SHARD_WRITER (by default this handler itself); a retry looks for it
 * after the revision that was recorded, and writes what is missing. Totals that replace others are found in the shard: those are taken back first.
 * The result holds the import's id, the revision of its own stream, the position of the last count, and what events it came to.
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

  async execute({ data, context }: ImportViews): Promise<Outcome & ViewsImportOutcome & { id: string }> {
    const id = data.name === undefined ? context.commandId : viewsImportIdOf(data.source, data.name);
    const command = new ImportViews(data, { ...context, commandId: id });
    const parts = await this.changes(command, byShard(data.counts));
    const began = await transact(this.store, viewsImportStream(id), viewsImportDecider, command, () => this.ends(parts));
    const [first] = await this.store.read(viewsImportStream(id), { limit: 1 });
    // Where nothing changes nothing begins.
    if (!first) return { id, revision: -1, position: await this.store.head(), repeated: true, imported: 0, events: {} };
    const { shards } = first.data as ViewsImportEvent['data'];
    const taken = await this.takeBack(command, shards, parts);
    const written = await this.writer.write(
      shards.flatMap(({ shard, after }) => {
        const counts = parts.get(shard)?.imported ?? [];
        return data.replace && counts.length === 0 ? [] : [partOf(command, shard, counts, after)];
      }),
    );
    const position = [...taken, ...written].reduce((last, { position: own }) => (own > last ? own : last), began.position);
    const imported = [...taken, ...written].reduce((sum, { appended }) => sum + appended, began.repeated ? 0 : 1);
    const takenBack = shards.reduce((sum, { shard }) => sum + (parts.get(shard)?.takenBack.length ?? 0), 0);
    const events = {
      [ViewsImportBegan.type]: 1,
      ...(takenBack > 0 ? { [ViewsTakenBack.type]: takenBack } : {}),
      ...(written.length > 0 ? { [ViewsImported.type]: written.length } : {}),
    };
    return { id, revision: began.revision, position, ...(imported === 0 ? { repeated: true } : {}), imported, events };
  }

  /** What each shard gets and gives back. A part that an earlier attempt wrote counts as not written, so that every attempt finds the same. */
  private async changes({ data, context }: ImportViews, counts: ReadonlyMap<number, Count[]>): Promise<Map<number, Change>> {
    const changes = new Map<number, Change>();
    for (const [shard, imported] of counts) {
      if (!data.replace) changes.set(shard, { imported, takenBack: [] });
      else {
        const change = (await this.totals(data.source, shard, context.commandId)).replacedBy(imported);
        if (change.imported.length + change.takenBack.length > 0) changes.set(shard, change);
      }
    }
    return changes;
  }

  private async totals(source: string, shard: number, importId: string): Promise<ImportedTotals> {
    const totals = new ImportedTotals(source);
    const own = new Set([viewsPartIdOf(importId, shard), viewsTakenBackIdOf(importId, shard)]);
    for (const event of await readToDecide(this.store, viewsStream(shard))) if (!own.has(event.meta.commandId)) totals.add(event);
    return totals;
  }

  private async takeBack(
    { data: { source }, context }: ImportViews,
    shards: ViewsImportFacts['shards'],
    changes: ReadonlyMap<number, Change>,
  ): Promise<AppendedOnce[]> {
    const taken: AppendedOnce[] = [];
    for (const { shard, after } of shards) {
      const counts = changes.get(shard)?.takenBack ?? [];
      if (counts.length === 0) continue;
      const commandId = viewsTakenBackIdOf(context.commandId, shard);
      const events = counts.map((part) => ViewsTakenBack({ shard, source, counts: part }));
      const made = toNewEvents(events, { context: { ...context, commandId } });
      taken.push(await appendOnce(this.store, viewsStream(shard), made, after < 0 ? 'no-stream' : after));
    }
    return taken;
  }

  private async ends(parts: ReadonlyMap<number, Change>): Promise<ViewsImportFacts> {
    const shards = [...parts.keys()].sort((a, b) => a - b);
    const ends = shards.map(async (shard) => (await this.store.readLast(viewsStream(shard), 1))[0]?.revision ?? -1);
    const after = await Promise.all(ends);
    return { shards: shards.map((shard, index) => ({ shard, after: after[index]! })) };
  }
}

/** What a shard gets, and what of it holds no more. */
type Change = ReturnType<ImportedTotals['replacedBy']>;

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
