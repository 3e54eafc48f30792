import { appendable } from '@stoa/contracts';
import { derivedId, type DomainEvent, type RecordedEvent } from '@stoa/kernel';

/** An event as a store gives it, at its place in a log. Throws where it does not fit its contract. */
export function recorded({ occurredAt, type, data }: DomainEvent & { occurredAt: string }, place: number): RecordedEvent {
  const id = derivedId('scenario', String(place));
  const meta = { commandId: id, bodyHash: '', occurredAt, correlationId: 'scenario' };
  const position = String(place + 1).padStart(16, '0');
  return {
    ...appendable({ type, data, id, meta }),
    stream: 'scenario',
    revision: place,
    position,
    occurredAt,
    recordedAt: occurredAt,
  };
}
