import type { EventStore, Position, RecordedEvent, Subscription } from '@stoa/kernel';

/** What a subscription has delivered so far. */
export interface Followed<S extends Subscription = Subscription> {
  readonly subscription: S;
  readonly events: RecordedEvent[];
  readonly errors: unknown[];
}

type Subscribe<S> = (after: Position, handle: (batch: RecordedEvent[]) => Promise<void>, onError: (error: unknown) => void) => S;

/** Subscribes and collects. `before` runs before each batch is taken. */
export function follow<S extends Subscription>(
  store: Omit<EventStore, 'subscribe'> & { subscribe: Subscribe<S> },
  after: Position,
  before: () => Promise<void> = async () => undefined,
): Followed<S> {
  const events: RecordedEvent[] = [];
  const errors: unknown[] = [];
  const subscription = store.subscribe(
    after,
    async (batch) => {
      await before();
      events.push(...batch);
    },
    (error) => errors.push(error),
  );
  return { subscription, events, errors };
}

/** `stream@revision` of each, to compare. */
export const places = (events: readonly RecordedEvent[]): string[] =>
  events.map(({ stream, revision }) => `${stream}@${revision}`);

/** The places of a stream's first `count` events. */
export const firstPlaces = (stream: string, count: number): string[] =>
  Array.from({ length: count }, (_, at) => `${stream}@${at}`);
