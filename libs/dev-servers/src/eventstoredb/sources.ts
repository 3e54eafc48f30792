import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { EventLog } from './event-log.ts';
import type { Source } from './live-reader.ts';
import { nameOf } from './messages.ts';
import type { StandInStore } from './stand-in-store.ts';

/** Up to `count` places with an event, from `place` on (backwards: before it), and where the next page begins. */
export function placesOfAll(log: EventLog, place: number, count: number, backwards = false): { places: number[]; next: number } {
  const places: number[] = [];
  if (backwards) {
    while (place > 0 && places.length < count) if (!log.index.erased(--place)) places.push(place);
  } else for (; place < log.visible && places.length < count; place++) if (!log.index.erased(place)) places.push(place);
  return { places, next: place };
}

/**
 * The whole log after a position. As the real server does, it looks up one event at or after that position and continues behind it: where the
 * event at the position itself was erased, the next one is skipped. Undefined for what is no position.
 */
export function allSource(log: EventLog, options: ReadReq.Options.AllOptions | undefined): Source | undefined {
  let next = options?.hasEnd() ? log.visible : 0;
  const position = options?.getPosition();
  if (position) {
    const commit = Number(position.getCommitPosition());
    const place = log.index.placeOf(commit);
    if (place < log.visible && log.index.position(place) !== commit) return undefined;
    const { places } = placesOfAll(log, place, 1);
    next = places[0] === undefined ? log.visible : places[0] + 1;
  }
  return {
    next(count) {
      const page = placesOfAll(log, next, count);
      next = page.next;
      return page.places;
    },
    ready: () => true,
  };
}

/** One stream after a revision. A missing one is waited for. */
export function streamSource(store: StandInStore, options: ReadReq.Options.StreamOptions): Source {
  const name = nameOf(options.getStreamIdentifier());
  const { index } = store.log;
  let after = options.hasRevision() ? Number(options.getRevision()) : -1;
  if (options.hasEnd()) after = index.find(name)?.last ?? -1;
  const fromEnd = options.hasEnd();
  return {
    next(count) {
      const stream = index.find(name);
      if (!stream) return [];
      const places = store.visiblePlaces(stream, after + 1).slice(0, count);
      const last = places.at(-1);
      if (last !== undefined) after = index.revision(last);
      return places;
    },
    ready: () => fromEnd || (index.find(name)?.last ?? -1) >= 0,
  };
}
