import type { CommandMessage } from './command.ts';
import { fold, type Decider } from './decider.ts';
import type { RevisionConflict } from './errors.ts';
import { IdempotencyKeyReused, PreconditionFailed } from './errors.ts';
import type { DomainEvent } from '../log/event.ts';
import { START, readStream, type EventStore, type NewEvent, type Position, type RecordedEvent } from '../log/event-store.ts';
import { derivedId } from './identity.ts';
import { known } from './newer-events.ts';

/** The result of a command: the stream's revision after it and the position to wait for. A repeat returns the same. */
export interface Outcome {
  readonly revision: number;
  readonly position: Position;
  /** The command had been carried out before; nothing was appended now. */
  readonly repeated?: true;
}

/** Where the state follows from the last event, this many are read to find a command that was carried out before: idempotency keys last that long. */
export const REMEMBERED_COMMANDS = 100;

/** How often a command is decided again after losing a race on its stream. */
const ATTEMPTS = 10;

/**
 * Load, decide, append with the expected revision. All of the stream is loaded, or its last events where the decider needs no more.
 * A command whose id is already in the stream is not decided again: same body, same outcome; another body, IdempotencyKeyReused.
 * A stream in which an event is found that this code does not know is not decided on: NewerEvents. Where the last events are enough, an
 * unknown one before them is not seen, nor does the state depend on it.
 * After a lost race the command is decided again on the current events; with If-Match it is PreconditionFailed instead. What does not exist has no
 * revision to be at: the decider refuses it.
 */
export async function transact<State, Command extends CommandMessage, Event extends DomainEvent, Facts>(
  store: EventStore,
  stream: string,
  decider: Decider<State, Command, Event, Facts>,
  command: Command,
  facts: () => Facts | Promise<Facts>,
): Promise<Outcome> {
  for (let attempt = 1; ; attempt++) {
    const recorded = await (decider.lastEventTells ? store.readLast(stream, REMEMBERED_COMMANDS) : readStream(store, stream));
    const before = earlierOutcome(recorded, command);
    if (before) return before;
    const revision = recorded.at(-1)?.revision ?? -1;
    const { expectedRevision } = command.context;
    known(recorded);
    const met = expectedRevision === undefined || [expectedRevision].flat().includes(revision);
    if (!met && revision >= 0) throw new PreconditionFailed(expectedRevision, revision);
    const events = decider.decide(command, fold(decider, recorded), await facts());
    if (!met) throw new PreconditionFailed(expectedRevision, revision);
    if (events.length === 0) return { revision, position: recorded.at(-1)?.position ?? START };
    try {
      return await store.append(stream, toNewEvents(events, command), revision < 0 ? 'no-stream' : revision);
    } catch (error) {
      if ((error as RevisionConflict).code !== 'revision-conflict' || attempt >= ATTEMPTS) throw error;
    }
  }
}

/** The events of one command, with their derived ids and metadata, ready to append. */
export function toNewEvents(events: readonly DomainEvent[], { context }: Pick<CommandMessage, 'context'>): NewEvent[] {
  const { commandId, bodyHash, occurredAt, correlationId, principal } = context;
  const meta = { commandId, bodyHash, occurredAt, correlationId, principal: principal.memberId };
  return events.map((event, index) => ({ ...event, id: derivedId(commandId, String(index)), meta }));
}

function earlierOutcome(recorded: readonly RecordedEvent[], { context }: CommandMessage): Outcome | undefined {
  const last = recorded.findLast(({ meta }) => meta.commandId === context.commandId);
  if (!last) return undefined;
  if (last.meta.bodyHash !== context.bodyHash) throw new IdempotencyKeyReused();
  return { revision: last.revision, position: last.position, repeated: true };
}
