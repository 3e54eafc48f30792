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

/** Publishes an event's shape under its stored name. A published version is never edited: add a v2 and an upcaster. */
export function event<T extends `${string}.v${number}`, S extends z.ZodType>(type: T, schema: S): EventDefinition<T, S> {
  const make = (data: z.output<S>): DomainEvent<T, z.output<S>> => ({ type, data });
  return Object.assign(make, { type, schema });
}
