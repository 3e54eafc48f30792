import { otherHistory, type EventStore, type Generation, type LogPlace } from '@stoa/kernel';

/**
 * Why a generation was made of another history than the log; null where it is one of the log's. Its furthest checkpoint tells, and the furthest
 * one whose event is known: where histories part, all that is before is common to them.
 */
export async function otherHistoryOf(
  store: Pick<EventStore, 'head' | 'idAt'>,
  generation: Pick<Generation, 'places'>,
): Promise<string | null> {
  const places = [...(await generation.places()).values()];
  const furthest = furthestOf(places);
  const known = furthestOf(places.filter(({ eventId }) => eventId !== undefined));
  return (furthest && (await otherHistory(store, furthest))) ?? (known && (await otherHistory(store, known))) ?? null;
}

const furthestOf = (places: readonly LogPlace[]): LogPlace | undefined =>
  places.reduce<LogPlace | undefined>((one, other) => (one && one.position >= other.position ? one : other), undefined);
