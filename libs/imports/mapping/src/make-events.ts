import { derivedId, type DomainEvent, type EventMeta, type NewEvent } from '@stoa/kernel';
import type { SourceIds } from './source-ids.ts';

/** Raised when the same source would give other events: an import then no longer trusts that an earlier run of it was the same. */
const VERSION = '2';

/** Names what is imported, byte for byte, under its source; the correlation id of all its events. */
export const importIdOf = (source: string, fingerprint: string): string => derivedId(source, 'import', VERSION, fingerprint);

/** Gives events their ids and metadata. `cause` names the row that they come from; `principal` is the member who did it, if one is known. */
export type EventMaker = (
  at: string,
  cause: readonly string[],
  principal: string | undefined,
  ...events: readonly DomainEvent[]
) => NewEvent[];

/** Ids follow from source and row; the body of all these commands is what was imported, so its fingerprint stands for it. */
export function eventMaker(ids: SourceIds, fingerprint: string): EventMaker {
  const correlationId = importIdOf(ids.source, fingerprint);
  return (at, cause, principal, ...events) => {
    const meta: EventMeta = {
      commandId: ids.of(...cause),
      bodyHash: fingerprint,
      occurredAt: at,
      correlationId,
      ...(principal === undefined ? {} : { principal }),
    };
    return events.map((event, index) => ({ ...event, id: ids.of(...cause, `${index}`), meta }));
  };
}
