/** It is about to be replaced: no commit can succeed. */
export class GenerationFrozen extends Error {
  override readonly name = 'GenerationFrozen';
  constructor(schema: string) {
    super(`The generation ${schema} is frozen: another one is about to take its place`);
  }
}

/** It was dropped: another one is live. */
export class GenerationGone extends Error {
  override readonly name = 'GenerationGone';
  constructor(schema: string, options?: ErrorOptions) {
    super(`The generation ${schema} is gone`, options);
  }
}

/** Codes of Postgres: undefined_table, invalid_schema_name. */
const LOST = new Set(['42P01', '3F000']);

/** A GenerationGone where a table or the schema is missing, else the error itself. */
export const nameLoss = (error: unknown, schema: string): unknown =>
  LOST.has((error as { code?: string }).code ?? '') ? new GenerationGone(schema, { cause: error }) : error;
