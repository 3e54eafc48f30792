import { Inject } from '@nestjs/common';
import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ImportBatch, type ImportOutcome } from '@stoa/contracts';
import { ItemAppends, SourceIds, eventMaker, type Append } from '@stoa/imports-mapping';
import { EVENT_STORE, START, forbidden, isAdmin, type EventStore, type Outcome } from '@stoa/kernel';
import { planBatch } from './batch-plan.ts';
import { KnownThings } from './known-things.ts';
import { reserveNames } from './reserve-names.ts';
import { writeAppends } from './write-appends.ts';

const RESERVATION = /^(slug|handle)-/;

/**
 * Imports a batch of what happened elsewhere, under ids derived from the source: a repeated batch, also after a
 * crash in its middle, writes what is missing and nothing else. Nothing is written of a batch with an item whose dependency is missing.
 */
@CommandHandler(ImportBatch)
export class ImportBatchHandler implements ICommandHandler<ImportBatch> {
  private readonly known: KnownThings;

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {
    this.known = new KnownThings(store);
  }

  async execute({
    data: { source, fingerprint, items },
    context,
  }: ImportBatch): Promise<Outcome & ImportOutcome & { id: string }> {
    if (!isAdmin(context.principal)) throw forbidden('Only an admin can import.');
    const { store, known } = this;
    const ids = new SourceIds(source);
    const appendsOf = new ItemAppends(ids, eventMaker(ids, fingerprint));
    const planned = await planBatch(items, ids, known);
    const names = await reserveNames(planned, { store, ids, appendsOf, now: context.occurredAt });
    const due: Append[] = [];
    let [imported, alreadyThere] = [0, 0];
    for (const { item, isThere, authorId, named } of planned) {
      const reserved = named === undefined ? undefined : names.get(named);
      const name = named === undefined ? undefined : (known.get(named)?.name ?? reserved?.name);
      const facts = { ...(name ? { slug: name, handle: name } : {}), ...(authorId ? { authorId } : {}) };
      for (const append of appendsOf.of(item, facts)) {
        const { events, stream, onlyFirst } = append;
        if (onlyFirst ? known.get(stream) : isThere) alreadyThere += events.length;
        else if (!RESERVATION.test(stream)) due.push(append);
        else if (reserved?.isNew) imported += events.length;
        else alreadyThere += events.length;
      }
    }
    const written = await writeAppends(store, due);
    return {
      id: context.commandId,
      // A batch has no stream of its own.
      revision: -1,
      position: written.position === START ? await store.head() : written.position,
      imported: imported + written.imported,
      alreadyThere: alreadyThere + written.alreadyThere,
      changes: countedBy(written.changes),
    };
  }
}

function countedBy(types: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const type of types) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}
