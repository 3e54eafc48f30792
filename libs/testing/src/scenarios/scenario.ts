import assert from 'node:assert/strict';
import { checkedEvent } from '@stoa/contracts';
import { fold, isRefusal, type Decider, type DomainEvent, type ErrorCode, type Principal } from '@stoa/kernel';
import { NOW } from '../builders/circumstances.ts';

type Past = DomainEvent & { occurredAt: string; meta?: { principal: string } };
type ErrorClass = new (...args: never[]) => Error;
/** The other facts of one decision, or only those that differ. */
type Differing<Facts> = Facts extends object ? Partial<Facts> : Facts;

export interface Then<Event extends DomainEvent> {
  /** These events follow, each fits its contract, and the same command once more changes nothing. */
  then(...expected: Event[]): void;
  thenNothing(): void;
  /** The command is refused, by a code of the closed list or by an error of this class. */
  thenFails(expected: ErrorCode | ErrorClass): void;
}

/** An event at another time than `NOW`. */
export const at = <Event extends DomainEvent>(occurredAt: string, event: Event): Event & { occurredAt: string } => ({
  ...event,
  occurredAt,
});

/** An event whose metadata names the member who caused it. */
export const by = <Event extends DomainEvent>(
  { memberId }: Principal,
  event: Event,
): Event & { meta: { principal: string } } => ({
  ...event,
  meta: { principal: memberId },
});

/** Given a past, when a command is decided, then … `facts` are those that every decision of these tests sees. */
export function scenario<State, Command, Event extends DomainEvent, Facts>(
  decider: Decider<State, Command, Event, Facts>,
  facts: Facts,
) {
  const given = (...past: (Event | (Event & { occurredAt: string }))[]) => ({
    when(command: Command, differing?: Differing<Facts>): Then<Event> {
      const seen = differing === undefined ? facts : merged(facts, differing);
      const before: Past[] = past.map((event) => ({ occurredAt: NOW, ...checkedEvent(event) }));
      const decide = (events: readonly Past[]) => decider.decide(command, fold<State, Event>(decider, events), seen);
      return {
        then(...expected) {
          const events = decide(before);
          assert.deepStrictEqual(events, expected);
          for (const event of events) checkedEvent(event);
          const again = decide([...before, ...events.map((event) => at(NOW, event))]);
          assert.deepStrictEqual(again, [], 'the same command once more must change nothing');
        },
        thenNothing: () => assert.deepStrictEqual(decide(before), []),
        thenFails(expected) {
          assert.throws(
            () => decide(before),
            (error) => isRefusal(error) && (typeof expected === 'string' ? error.code === expected : error instanceof expected),
          );
        },
      };
    },
  });
  return { given };
}

function merged<Facts>(facts: Facts, differing: Differing<Facts>): Facts {
  if (typeof facts !== 'object' || facts === null) return differing as Facts;
  return { ...facts, ...(differing as object) };
}
