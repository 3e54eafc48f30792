import type { z } from 'zod';

/** A query of a read model or a stream; `R` is its result. */
export abstract class QueryMessage<R> {
  /** Never set: it only carries the type of the result. */
  declare protected readonly result: R;
  /** The query's name: what travels between processes, whatever its class is called there. */
  declare readonly type: string;
}

export type ResultOf<Q> = Q extends QueryMessage<infer R> ? R : never;

export interface QueryClass<T extends string = string, S extends z.ZodObject = z.ZodObject, R extends z.ZodType = z.ZodType> {
  new (fields: z.output<S>): QueryMessage<z.output<R>> & Readonly<z.output<S>>;
  readonly type: T;
  readonly schema: S;
  /** The handler's result; the shape of the response where a route sends it unchanged. */
  readonly result: R;
}

/**
 * The base class of a query: its name, its fields and its result.
 * `class GetAnswer extends query('GetAnswer', z.strictObject({ answerId: uuid }), answerResource) {}`
 */
export function query<T extends string, S extends z.ZodObject, R extends z.ZodType>(
  type: T,
  schema: S,
  result: R,
): QueryClass<T, S, R> {
  class Query extends QueryMessage<z.output<R>> {
    static readonly type = type;
    static readonly schema = schema;
    static readonly result = result;
    constructor(fields: z.output<S>) {
      super();
      Object.assign(this, fields);
    }
  }
  // On the prototype, so that the fields alone are what travels.
  Object.defineProperty(Query.prototype, 'type', { value: type });
  return Query as unknown as QueryClass<T, S, R>;
}
