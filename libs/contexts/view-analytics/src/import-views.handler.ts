import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ImportViews, ViewsImported, viewShardOf, viewsStream, type ViewsEvent } from '@stoa/contracts';
import {
  EVENT_STORE,
  IdempotencyKeyReused,
  derivedId,
  forbidden,
  isAdmin,
  readStream,
  toNewEvents,
  type EventStore,
  type Outcome,
} from '@stoa/kernel';

type Counts = ImportViews['data']['counts'];

/** Totals go to the shards of their questions, one event a shard; a retry finds those that are there and goes on with the rest. */
@CommandHandler(ImportViews)
export class ImportViewsHandler implements ICommandHandler<ImportViews> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute(command: ImportViews): Promise<Outcome & { id: string }> {
    if (!isAdmin(command.context.principal)) throw forbidden('Only an admin can import views.');
    const shards = new Map<number, Counts>();
    for (const count of command.data.counts) {
      const shard = viewShardOf(count.questionId);
      shards.set(shard, [...(shards.get(shard) ?? []), count]);
    }
    let last: Outcome = { revision: -1, position: '' };
    for (const [shard, counts] of [...shards].sort(([a], [b]) => a - b)) {
      const outcome = await this.append(command, shard, counts);
      if (outcome.position > last.position) last = outcome;
    }
    return { id: command.context.commandId, ...last };
  }

  private async append({ data: { source }, context }: ImportViews, shard: number, counts: Counts): Promise<Outcome> {
    const commandId = derivedId(context.commandId, 'shard', String(shard));
    for (;;) {
      const recorded = await readStream(this.store, viewsStream(shard));
      const before = recorded.find(({ meta }) => meta.commandId === commandId);
      if (before && before.meta.bodyHash !== context.bodyHash) throw new IdempotencyKeyReused();
      if (before) return { revision: before.revision, position: before.position };
      const event: ViewsEvent = ViewsImported({ shard, source, counts });
      try {
        const expected = recorded.length === 0 ? 'no-stream' : recorded.length - 1;
        return await this.store.append(
          viewsStream(shard),
          toNewEvents([event], { context: { ...context, commandId } }),
          expected,
        );
      } catch (error) {
        if ((error as { code?: string }).code !== 'revision-conflict') throw error;
      }
    }
  }
}
