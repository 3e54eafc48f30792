import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetImported, type ImportedPart } from '@stoa/contracts';
import { importedPartOf } from '@stoa/imports-mapping';
import { EVENT_STORE, Refusal, START, type EventStore } from '@stoa/kernel';

/** Events of the log that one part looks at. */
const PART = 5000;

/** What was imported from a source, part by part, read from the log itself. */
@QueryHandler(GetImported)
export class GetImportedHandler implements IQueryHandler<GetImported> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ source, from }: GetImported): Promise<ImportedPart> {
    if (from !== START && (await this.store.idAt(from)) === undefined) throw noSuchPart();
    for await (const events of this.store.readAll(from, { batchSize: PART }))
      return { ...importedPartOf(source, events), position: events.at(-1)?.position ?? from, more: true };
    return { ...importedPartOf(source, []), position: from, more: false };
  }
}

const noSuchPart = () =>
  new Refusal('validation-failed', 'There is no event at this position.', [
    { pointer: '?from', code: 'position', expected: 'the `position` of the part before' },
  ]);
