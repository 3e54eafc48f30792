/** A question put to a read model or a stream; `R` is what its handler answers. */
export abstract class QueryMessage<R> {
  /** Never set: it only carries the type of the answer. */
  declare protected readonly answer: R;
}

export type AnswerOf<Q> = Q extends QueryMessage<infer R> ? R : never;
