import type { z } from 'zod';

/** What happened, as a decider returns it and as a store keeps it. `type` is the stored name with its version: `AnswerPublished.v1`. */
export interface DomainEvent<T extends string = string, D = unknown> {
  readonly type: T;
  readonly data: D;
}

/** An event's published shape. Calling it makes an event; the schema is checked when the event is appended. */
export interface EventDefinition<T extends string = string, S extends z.ZodType = z.ZodType> {
  (data: z.output<S>): DomainEvent<T, z.output<S>>;
  readonly type: T;
  readonly schema: S;
}

/** The event that a definition makes. */
export type Of<D> = D extends EventDefinition<infer T, infer S> ? DomainEvent<T, z.output<S>> : never;

/** An event's data, converted from one version to the next. */
export interface Upcaster {
  readonly from: EventDefinition;
  readonly to: EventDefinition;
  /** What differs, for the reference. */
  readonly change: string;
  upcast(data: unknown): unknown;
}

/**
 * Turns the data of a former version into that of the next one. `upcast` is pure and sees this one event: no clock, no other event. It may not
 * change the fields that name the event's stream or its partition key.
 */
export const upcaster = <F extends EventDefinition, T extends EventDefinition>(
  from: F,
  to: T,
  change: string,
  upcast: (data: z.output<F['schema']>) => z.output<T['schema']>,
): Upcaster => ({ from, to, change, upcast: upcast as Upcaster['upcast'] });

/** Publishes an event's shape under its stored name. A published version is never edited: add a v2 and an upcaster. */
export function event<T extends `${string}.v${number}`, S extends z.ZodType>(type: T, schema: S): EventDefinition<T, S> {
  const make = (data: z.output<S>): DomainEvent<T, z.output<S>> => ({ type, data });
  return Object.assign(make, { type, schema });
}
