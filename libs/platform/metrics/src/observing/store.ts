import { ViewsRecorded, type SealedEvent } from '@stoa/contracts';
import type { EventStore, NewEvent } from '@stoa/kernel';
import { METRICS } from '../catalogue.ts';
import type { Metrics } from '../metrics.ts';
import { handling } from './handling.ts';
import { replaced } from './replaced.ts';

/** The store, with its appends measured. */
export function observedAppends<S extends Pick<EventStore, 'append'>>(store: S, metrics: Metrics | undefined): S {
  if (!metrics) return store;
  const durations = metrics.histogram(METRICS.appendDurations);
  const events = metrics.counter(METRICS.events);
  const append: EventStore['append'] = async (stream, added, expected) => {
    const end = durations.startTimer();
    try {
      const appended = await store.append(stream, added, expected);
      end({ outcome: 'done' });
      for (const { type } of added) events.inc({ type });
      return appended;
    } catch (error) {
      end({ outcome: (error as { code?: unknown }).code === 'revision-conflict' ? 'conflict' : 'failed' });
      throw error;
    }
  };
  return replaced<Pick<EventStore, 'append'>>(store, { append }) as S;
}

/** The store, with the batches of its subscriptions measured. */
export function observedSubscriptions<S extends Pick<EventStore, 'subscribe'>>(store: S, metrics: Metrics | undefined): S {
  if (!metrics) return store;
  const handled = handling(metrics);
  const subscribe: EventStore['subscribe'] = (after, handle, onError) =>
    store.subscribe(after, (batch) => handled('log', batch.length, () => handle(batch)), onError);
  return replaced<Pick<EventStore, 'subscribe'>>(store, { subscribe }) as S;
}

/** The store, with the facts of views counted that are sealed in it. */
export function observedSealing<S extends Pick<EventStore, 'append'>>(store: S, metrics: Metrics | undefined): S {
  if (!metrics) return store;
  const facts = metrics.counter(METRICS.viewFacts);
  const optedOut = metrics.counter(METRICS.optedOut);
  const append: EventStore['append'] = async (stream, added, expected) => {
    const appended = await store.append(stream, added, expected);
    for (const { type, data } of added as readonly (NewEvent & SealedEvent)[])
      if (type === ViewsRecorded.type) {
        for (const [name, count] of Object.entries(data.classes)) facts.inc({ class: name }, count);
        optedOut.inc(data.optedOut);
      }
    return appended;
  };
  return replaced<Pick<EventStore, 'append'>>(store, { append }) as S;
}
