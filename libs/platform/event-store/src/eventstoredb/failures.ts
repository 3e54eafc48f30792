import { gone, NoSuchPosition, Refusal } from '@stoa/kernel';

/**
 * What a failed call means to its caller. `unknown`: it may or may not have happened, or could not be tried; a retry is right.
 * `defect`: a bug of ours, which no retry fixes.
 */
export type Failure = 'conflict' | 'missing' | 'deleted' | 'too-large' | 'denied' | 'bad-position' | 'unknown' | 'defect';

/** What an error of the client offers: its own classes carry a `type`, those of gRPC beneath it only a `code`. */
interface ClientError {
  readonly name?: string;
  readonly type?: unknown;
  readonly code?: unknown;
  readonly message?: string;
  readonly actualVersion?: unknown;
}

const BY_TYPE: Readonly<Record<string, Failure>> = {
  'wrong-expected-version': 'conflict',
  'stream-not-found': 'missing',
  'stream-deleted': 'deleted',
  'maximum-append-size-exceeded': 'too-large',
  'access-denied': 'denied',
};
const DEFECTS = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'InvalidArgumentError']);

/** Classified by `type`, `code` and `name`: classes differ between copies of the client, and the first failed call uses none of them. */
export function failureOf(error: unknown): Failure {
  const { type, code, name, message } = (error ?? {}) as ClientError;
  const known = typeof type === 'string' ? BY_TYPE[type] : undefined;
  if (known) return known;
  if (code === 2 && message?.includes('Unexpected ReadAllResult')) return 'bad-position';
  return typeof code !== 'number' && DEFECTS.has(name ?? '') ? 'defect' : 'unknown';
}

/** The revision that a conflict found, -1 for none. */
export const actualRevision = (error: unknown): number => {
  const { actualVersion } = error as ClientError;
  return typeof actualVersion === 'bigint' ? Number(actualVersion) : -1;
};

/** The server dropped a live subscription that was too slow: the server is healthy. */
export const wasTooSlow = (error: unknown): boolean => (error as ClientError)?.code === 10;

export const unavailable = (doing: string, cause: unknown): Refusal =>
  new Refusal('storage-unavailable', `The event store could not be ${doing} in time.`, [], { cause });

/** The refusal for an error that a retry does not fix. A defect is thrown unchanged. */
export function refusalOf(failure: Failure, doing: string, cause: unknown): unknown {
  if (failure === 'deleted') return gone('stream');
  if (failure === 'too-large') return tooLarge();
  if (failure === 'bad-position') return new NoSuchPosition();
  return failure === 'defect' ? cause : unavailable(doing, cause);
}

export const tooLarge = (): Refusal =>
  new Refusal('payload-too-large', 'The events of this command exceed the maximum append size of the event store (1 MiB).');

/** No response in time; the call may still have had its effect. */
export class NoResponse extends Error {
  readonly code = 4;
  constructor(ms: number) {
    super(`No response within ${ms} ms`);
  }
}
