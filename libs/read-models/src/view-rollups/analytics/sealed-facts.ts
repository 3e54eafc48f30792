import { setImmediate } from 'node:timers/promises';
import { signedFacts, type SignedFact } from '@stoa/contracts';
import type { EventStore, RecordedEvent, ReadModels } from '@stoa/kernel';
import type { BatchRow } from '../view-rollups.entities.ts';
import type { Span } from './ranges.ts';

/** Reads the facts themselves, for what rollups do not know. */
export interface SealedFacts {
  /** All facts of these times, and those that were judged again, in parts; there may be others among them. */
  read(span: Span): AsyncIterable<readonly SignedFact[]>;
}
export const SEALED_FACTS = Symbol('SealedFacts');

const PAGE = 16;

/** From the log; the read model knows where in it they lie. Other work goes on between two batches. */
export class LoggedFacts implements SealedFacts {
  constructor(
    private readonly readModels: ReadModels,
    private readonly store: Pick<EventStore, 'read'>,
  ) {}

  async *read({ from, to }: Span): AsyncIterable<readonly SignedFact[]> {
    const places = await this.readModels.of('view-rollups').aggregate<BatchRow>('batch', {
      where: { lastAt: { from: new Date(from).toISOString() }, firstAt: { before: new Date(to).toISOString() } },
      groupBy: ['stream', 'revision'],
      sums: ['batches'],
      order: ['stream', 'revision'],
    });
    const wanted = places.map(({ stream, revision }) => ({ stream, revision: Number(revision) }));
    for (let next = 0; next < wanted.length;) {
      const { stream, revision } = wanted[next]!;
      const page = wanted
        .slice(next, next + PAGE)
        .filter((place, index) => place.stream === stream && place.revision === revision + index);
      for (const event of await this.store.read(stream, { after: revision - 1, limit: page.length })) {
        yield factsOf(event);
        await setImmediate();
      }
      next += page.length;
    }
  }
}

const factsOf = ({ type, data }: RecordedEvent): SignedFact[] => signedFacts({ type, data });
