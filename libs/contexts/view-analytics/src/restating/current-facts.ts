import { decodeFacts, type ClassifiedFact } from '@stoa/contracts';
import type { EventStore } from '@stoa/kernel';
import type { BatchPlace, SealedRecord } from './sealed-batches.ts';

/** Batches whose facts are kept while a day is judged: a day is gone through twice where rules look at all of it first. */
const KEPT = 64;

/** The facts of batches with their judgement as it stands: as recorded, and as each restatement since then left it. */
export class CurrentFacts {
  private readonly kept = new Map<BatchPlace, ClassifiedFact[]>();

  constructor(private readonly store: Pick<EventStore, 'read'>) {}

  async of(place: BatchPlace): Promise<readonly ClassifiedFact[]> {
    const known = this.kept.get(place);
    if (known) return known;
    let facts = decodeFacts((await this.event(place.stream, place.revision)).data.facts);
    for (const revision of place.restatedBy)
      facts = restated(facts, decodeFacts((await this.event(place.stream, revision)).data.facts));
    this.kept.set(place, facts);
    if (this.kept.size > KEPT) this.kept.delete(this.kept.keys().next().value!);
    return facts;
  }

  /** Its judgement has changed. */
  forget(place: BatchPlace): void {
    this.kept.delete(place);
  }

  private async event(stream: string, revision: number): Promise<SealedRecord> {
    const [event] = (await this.store.read(stream, { after: revision - 1, limit: 1 })) as SealedRecord[];
    if (event?.revision !== revision) throw new Error(`Stream ${stream} has no revision ${revision}.`);
    return event;
  }
}

/** A restatement holds some of a batch's facts, in the batch's order. */
export function restated(facts: readonly ClassifiedFact[], changed: readonly ClassifiedFact[]): ClassifiedFact[] {
  let next = 0;
  const now = facts.map((fact) => {
    const candidate = changed[next];
    if (!candidate || !isSame(fact, candidate)) return fact;
    next++;
    return candidate;
  });
  if (next < changed.length) throw new Error('A restatement holds facts that its batch does not.');
  return now;
}

const isSame = (a: ClassifiedFact, b: ClassifiedFact) =>
  a.at === b.at &&
  a.render === b.render &&
  a.kind === b.kind &&
  a.visibleMs === b.visibleMs &&
  a.target?.questionId === b.target?.questionId &&
  a.target?.answerId === b.target?.answerId;
