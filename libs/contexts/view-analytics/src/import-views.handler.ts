import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ImportViews, viewShardOf, viewsStream } from '@stoa/contracts';
import { EVENT_STORE, START, derivedId, transact, type EventStore, type Outcome } from '@stoa/kernel';
import { importedViewsDecider } from './imported-views.ts';

/**
 * Splits the counts by shard and appends one event to each; a retry skips the shards that have theirs. The answer names the
 * command, and the revision and position of the last append. A key used again with another body is noticed where both touch the same shard.
 */
@CommandHandler(ImportViews)
export class ImportViewsHandler implements ICommandHandler<ImportViews> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(command: ImportViews): Promise<Outcome & { id: string }> {
    let last: Outcome = { revision: -1, position: START };
    for (const [shard, part] of partsOf(command)) {
      const outcome = await transact(this.store, viewsStream(shard), importedViewsDecider, part, () => shard);
      if (outcome.position > last.position) last = outcome;
    }
    return { id: command.context.commandId, ...last };
  }
}

function partsOf({ data: { source, counts }, context }: ImportViews): [number, ImportViews][] {
  const byShard = new Map<number, ImportViews['data']['counts']>();
  for (const count of counts) {
    const shard = viewShardOf(count.questionId);
    byShard.set(shard, [...(byShard.get(shard) ?? []), count]);
  }
  return [...byShard]
    .sort(([a], [b]) => a - b)
    .map(([shard, own]) => {
      const commandId = derivedId(context.commandId, 'shard', String(shard));
      return [shard, new ImportViews({ source, counts: own }, { ...context, commandId })];
    });
}
