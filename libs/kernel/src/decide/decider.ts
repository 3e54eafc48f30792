import type { DomainEvent } from '../log/event.ts';
import type { EventMeta, RecordedEvent } from '../log/event-store.ts';

/**
 * An aggregate's rules, pure: no clock, no randomness, no I/O. `decide` gives the events that follow from a command, `[]` for
 * "already so", and throws a Refusal for "no". What a rule needs from outside comes in as `facts`.
 */
export interface Decider<State, Command, Event extends DomainEvent, Facts = void> {
  readonly initial: State;
  /** The state after an event follows from that event alone, so no other is read: for streams that one person can make long. */
  readonly lastEventTells?: true;
  decide(command: Command, state: State, facts: Facts): Event[];
  /**
   * `occurredAt` is when the event happened (ISO, UTC), for rules that name it later; `principal` is the member who caused it by the event's
   * metadata, for events of versions that did not name who acted. Absent where nobody is recorded.
   */
  evolve(state: State, event: Event, occurredAt: string, principal?: string): State;
}

/** The state after the given events; events that this code does not know are skipped, so a decision first checks that there are none. */
export const fold = <State, Event extends DomainEvent>(
  decider: Pick<Decider<State, never, Event, never>, 'initial' | 'evolve'>,
  events: readonly (Pick<RecordedEvent, 'type' | 'data' | 'occurredAt' | 'unknown'> & {
    readonly meta?: Pick<EventMeta, 'principal'>;
  })[],
): State =>
  events.reduce(
    (state, event) =>
      event.unknown ? state : decider.evolve(state, event as unknown as Event, event.occurredAt, event.meta?.principal),
    decider.initial,
  );
