import type { DomainEvent, EventMeta, NewEvent } from '@stoa/kernel';
import type { Dump } from '../mapping/dump-index.ts';

/** Gives events their ids and metadata. `cause` names the row that they come from; `principal` is the member who did it, if one is known. */
export type EventMaker = (
  at: string,
  cause: readonly string[],
  principal: string | undefined,
  ...events: readonly DomainEvent[]
) => NewEvent[];

/** Ids follow from source and row; the body of all these commands is the dump itself, so its fingerprint stands for it. */
export const eventMaker =
  (dump: Pick<Dump, 'id'>, importId: string, fingerprint: string): EventMaker =>
  (at, cause, principal, ...events) => {
    const meta: EventMeta = {
      commandId: dump.id(...cause),
      bodyHash: fingerprint,
      occurredAt: at,
      correlationId: importId,
      ...(principal === undefined ? {} : { principal }),
    };
    return events.map((event, index) => ({ ...event, id: dump.id(...cause, `${index}`), meta }));
  };
