import { handleStream, isReservedHandle, mentorIdOf, slugStream, type HandleEvent, type SlugEvent } from '@stoa/contracts';
import { handleCandidates, slugCandidates, type ItemAppends, type SourceIds } from '@stoa/imports-mapping';
import { derivedId, reserve, type EventStore, type NewEvent, type RecordedEvent } from '@stoa/kernel';
import type { Planned } from './batch-plan.ts';
import { streams } from './known-things.ts';

interface Claim {
  readonly planned: Planned;
  readonly candidates: readonly string[];
  readonly holder: string;
  streamOf(name: string): string;
  holderOf(reservation: RecordedEvent): string;
  /** Where it shows that a holder has come and bears the name. */
  borneIn(holder: string): string;
}

export interface Reserved {
  readonly name: string;
  /** It was written now; else it had been reserved before. */
  readonly isNew: boolean;
}

/**
 * Reserves a handle for each new mentor and a slug for each new question, the first candidate that nobody has. Items that want the same name
 * wait for each other in their order, so the same items get the same names; all others go on at the same time. Gives them by the stream that
 * bears the name.
 */
export async function reserveNames(
  planned: readonly Planned[],
  { store, ids, appendsOf, now }: { store: EventStore; ids: SourceIds; appendsOf: ItemAppends; now: string },
): Promise<Map<string, Reserved>> {
  const waiting = new Map<string, Promise<unknown>>();
  const reserved = new Map<string, Reserved>();
  const claims = planned.flatMap((each) => claimOf(each, ids) ?? []);
  await Promise.all(
    claims.map((claim) => {
      const names = claim.candidates.map(claim.streamOf);
      const turn = Promise.all(names.map((name) => waiting.get(name))).then(() => take(claim));
      for (const name of names) waiting.set(name, turn);
      return turn;
    }),
  );
  return reserved;

  async function take({ planned, candidates, holder, streamOf, holderOf, borneIn }: Claim): Promise<void> {
    for (const name of candidates) {
      const stream = streamOf(name);
      let isNew = false;
      const got = await reserve(store, now, {
        stream,
        reserved: (revision) => {
          isNew = true;
          return reservation(planned, name, stream, revision);
        },
        isOwn: (event) => holderOf(event) === holder,
        isBorne: async (event) => (await store.read(borneIn(holderOf(event)), { limit: 1 })).length > 0,
      });
      if (!got) continue;
      const bearer = borneIn(holder);
      if (!reserved.has(bearer)) reserved.set(bearer, { name, isNew });
      return;
    }
    throw new Error(`None of the names ${candidates.join(', ')} is free`);
  }

  function reservation({ item }: Planned, name: string, stream: string, revision: number): NewEvent[] {
    const events = appendsOf.of(item, { slug: name, handle: name }).find((append) => append.stream === stream)?.events ?? [];
    // In place of an older reservation it is another event than the first one was.
    return events.map((event) => (revision < 0 ? event : { ...event, id: derivedId(event.id, String(revision)) }));
  }
}

function claimOf(planned: Planned, ids: SourceIds): Claim | undefined {
  const { item, isThere } = planned;
  if (isThere) return undefined;
  if (item.kind === 'question') {
    const holder = ids.post(item.question);
    const holderOf = (event: RecordedEvent) => (event as RecordedEvent & SlugEvent).data.questionId;
    const candidates = slugCandidates(item.title, holder);
    return { planned, candidates, holder, streamOf: slugStream, holderOf, borneIn: streams.question };
  }
  if (item.kind !== 'mentor') return undefined;
  const holder = mentorIdOf(ids.member(item.member));
  const holderOf = (event: RecordedEvent) => (event as RecordedEvent & HandleEvent).data.mentorId;
  return {
    planned,
    candidates: handleCandidates(item, holder).filter((name) => !isReservedHandle(name)),
    holder,
    streamOf: handleStream,
    holderOf,
    borneIn: streams.mentor,
  };
}
