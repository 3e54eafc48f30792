import type { RecordedEvent } from '@stoa/kernel';
import { importIdOf } from './make-events.ts';

/** Tells events that an import of this source wrote, whichever of its dumps it was: their correlation id follows from source and body. */
export const isFrom =
  (source: string) =>
  ({ meta }: Pick<RecordedEvent, 'meta'>): boolean =>
    meta.correlationId === importIdOf(source, meta.bodyHash);

/** The source said something else before, and it is something else here too: what people changed here stays where the source says the same as ever. */
export const isNews = <V>(told: V, live: V, now: V): boolean => told !== now && live !== now;

/** The same of what people say of themselves: who took an imported profile over and changed it here keeps that, whatever the source says later. */
export const isNewsOfPerson = <V>(told: V, live: V, now: V): boolean => told === live && live !== now;
