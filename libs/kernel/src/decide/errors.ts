/** The closed list of codes that a caller may see; `platform/http` gives each its status. Adding one is a change of the public API. */
export type ErrorCode =
  | 'malformed-request'
  | 'malformed-json'
  | 'unknown-field'
  | 'validation-failed'
  | 'unauthenticated'
  | 'forbidden'
  | 'not-found'
  | 'method-not-allowed'
  | 'not-acceptable'
  | 'request-timeout'
  | 'revision-conflict'
  | 'request-in-progress'
  | 'gone'
  | 'length-required'
  | 'precondition-failed'
  | 'payload-too-large'
  | 'uri-too-long'
  | 'unsupported-media-type'
  | 'idempotency-key-reused'
  | 'precondition-required'
  | 'rate-limited'
  | 'headers-too-large'
  | 'internal'
  | 'overloaded'
  | 'dependency-unavailable'
  | 'storage-unavailable'
  | 'log-damaged'
  | 'newer-events'
  | 'projection-behind'
  | 'stopping'
  | 'question-closed'
  | 'too-many-answers'
  | 'own-content'
  | 'suspended'
  | 'name-taken';

/** What is wrong with one field: `pointer` is a JSON pointer into the request's body (or `?name` of a query parameter). */
export interface FieldError {
  pointer: string;
  code: string;
  expected: string;
}

/** A refusal that a caller may see: `message` is a full sentence without secrets, `errors` name the fields at fault. */
export class Refusal extends Error {
  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly errors: FieldError[] = [],
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** Across packages and realms a refusal is recognised by its shape, not by `instanceof`. */
export const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && typeof (error as Refusal).code === 'string' && Array.isArray((error as Refusal).errors);

/** The append's expected revision does not hold; `actual` is what the stream has (-1: no stream). */
export class RevisionConflict extends Refusal {
  constructor(
    readonly stream: string,
    readonly expected: string | number,
    readonly actual: number,
  ) {
    super('revision-conflict', `Stream ${stream} is at revision ${actual}, expected ${expected}.`);
  }
}

export class IdempotencyKeyReused extends Refusal {
  constructor() {
    super('idempotency-key-reused', 'This Idempotency-Key was used before with another request.');
  }
}

export class PreconditionFailed extends Refusal {
  constructor(
    readonly expected: number | readonly number[],
    readonly actual: number,
  ) {
    super(
      'precondition-failed',
      `The resource is at revision ${actual}, If-Match names ${[expected].flat().join(', ') || 'none'}.`,
    );
  }
}

/** A query named a position that its read model has not reached; `position` is the read model's checkpoint. */
export class ProjectionBehind extends Refusal {
  constructor(
    readonly projection: string,
    readonly position: string,
  ) {
    super('projection-behind', `The read model ${projection} has not reached this position yet.`);
  }
}

/** A query named a position that the store never issued. */
export class NoSuchPosition extends Refusal {
  constructor() {
    super('validation-failed', 'This is not a position that a command returned.', [
      { pointer: '?after', code: 'position', expected: 'a position that a command returned' },
    ]);
  }
}

export const notFound = (what: string) => new Refusal('not-found', `There is no such ${what}.`);
export const gone = (what: string) => new Refusal('gone', `This ${what} was withdrawn.`);
export const forbidden = (sentence: string) => new Refusal('forbidden', sentence);
