import { setImmediate } from 'node:timers/promises';
import { signedFacts, type SignedFact } from '@stoa/contracts';
import type { EventStore, ReadModels } from '@stoa/kernel';
import type { BatchRow } from '../view-rollups.entities.ts';
import type { Span } from './ranges.ts';

/** Reads the facts themselves, for what rollups do not know. */
export interface SealedFacts {
  /** All facts of these times, and those that were judged again, in parts; there may be others among them. */
  read(span: Span): AsyncIterable<readonly SignedFact[]>;
}
export const SEALED_FACTS = Symbol('SealedFacts');

interface Place {
  readonly stream: string;
  readonly revision: number;
}

const PAGE = 16;
/** The panels of one dashboard ask for the same days, together or one after the other. */
const KEPT_FACTS = 60_000;

/** From the log; the read model knows where in it they lie. Other work goes on between two batches. */
export class LoggedFacts implements SealedFacts {
  /** What was decoded last, the least recently used first. */
  private readonly kept = new Map<string, readonly SignedFact[]>();
  private keptFacts = 0;
  /** Pages that are being read, by the place of their first batch: whoever needs one meanwhile waits for the same. */
  private readonly loading = new Map<string, Promise<readonly (readonly SignedFact[])[]>>();

  constructor(
    private readonly readModels: ReadModels,
    private readonly store: Pick<EventStore, 'read'>,
  ) {}

  async *read(span: Span): AsyncIterable<readonly SignedFact[]> {
    const places = await this.placesOf(span);
    for (let next = 0; next < places.length;) {
      const first = places[next]!;
      const known = this.recalled(first);
      const batches = known ? [known] : await this.page(first, places.slice(next, next + PAGE));
      for (; next < places.length; next++) {
        const facts = batches[placeAfter(first, places[next]!)];
        if (!facts) break;
        yield facts;
      }
      await setImmediate();
    }
  }

  private async placesOf({ from, to }: Span): Promise<Place[]> {
    const batches = await this.readModels.of('view-rollups').aggregate<BatchRow>('batch', {
      where: { lastAt: { from: new Date(from).toISOString() }, firstAt: { before: new Date(to).toISOString() } },
      groupBy: ['stream', 'revision'],
      sums: ['batches'],
      order: ['stream', 'revision'],
    });
    return batches.map(({ stream, revision }) => ({ stream, revision: Number(revision) }));
  }

  /** The batches from a place on, as far as those that follow are wanted and not kept. */
  private page(first: Place, wanted: readonly Place[]): Promise<readonly (readonly SignedFact[])[]> {
    const name = nameOf(first);
    const pending = this.loading.get(name);
    if (pending) return pending;
    const end = wanted.findIndex((place, index) => placeAfter(first, place) !== index || this.isKept(place));
    const page = this.logged(first, end < 0 ? wanted.length : end).finally(() => this.loading.delete(name));
    this.loading.set(name, page);
    return page;
  }

  private async logged({ stream, revision }: Place, limit: number): Promise<(readonly SignedFact[])[]> {
    const batches: (readonly SignedFact[])[] = [];
    for (const { type, data, revision: at } of await this.store.read(stream, { after: revision - 1, limit })) {
      const facts = signedFacts({ type, data });
      this.keep({ stream, revision: at }, facts);
      batches.push(facts);
      await setImmediate();
    }
    if (batches.length === 0) throw new Error(`The log has no batch ${revision} of ${stream}, which was counted`);
    return batches;
  }

  private isKept(place: Place): boolean {
    return this.kept.has(nameOf(place));
  }

  private recalled(place: Place): readonly SignedFact[] | undefined {
    const name = nameOf(place);
    const facts = this.kept.get(name);
    if (facts && this.kept.delete(name)) this.kept.set(name, facts);
    return facts;
  }

  private keep(place: Place, facts: readonly SignedFact[]): void {
    if (this.isKept(place)) return;
    this.kept.set(nameOf(place), facts);
    this.keptFacts += facts.length;
    for (const [name, oldest] of this.kept) {
      if (this.keptFacts <= KEPT_FACTS) return;
      this.kept.delete(name);
      this.keptFacts -= oldest.length;
    }
  }
}

const nameOf = ({ stream, revision }: Place) => `${stream}/${revision}`;
/** How many places it is behind another; -1 in another stream. */
const placeAfter = (first: Place, place: Place): number => (place.stream === first.stream ? place.revision - first.revision : -1);
