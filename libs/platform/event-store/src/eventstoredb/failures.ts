/**
 * What a failed call means to its caller. `unknown`: it may or may not have happened, or could not be tried; a retry is right.
 * `untrusted`: the server's certificate. `defect`: a bug of ours, which no retry fixes.
 */
export type Failure =
  | 'conflict'
  | 'missing'
  | 'deleted'
  | 'too-large'
  | 'unauthenticated'
  | 'denied'
  | 'untrusted'
  | 'bad-position'
  | 'unknown'
  | 'defect';

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
/** The client gives UNAUTHENTICATED the type of a denied access. */
const UNAUTHENTICATED = 16;
const PERMISSION_DENIED = 7;
const UNAVAILABLE = 14;
/** As Node words what is wrong with a certificate. */
const UNTRUSTED = /certificate|altnames/i;
const DEFECTS = new Set(['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError', 'InvalidArgumentError']);

/** Classified by `type`, `code` and `name`: classes differ between copies of the client, and the first failed call uses none of them. */
export function failureOf(error: unknown): Failure {
  const { type, code, name, message } = (error ?? {}) as ClientError;
  if (code === UNAUTHENTICATED) return 'unauthenticated';
  const known = typeof type === 'string' ? BY_TYPE[type] : undefined;
  if (known) return known;
  if (code === PERMISSION_DENIED) return 'denied';
  if (code === UNAVAILABLE && UNTRUSTED.test(message ?? '')) return 'untrusted';
  if (code === 2 && message?.includes('Unexpected ReadAllResult')) return 'bad-position';
  return typeof code !== 'number' && DEFECTS.has(name ?? '') ? 'defect' : 'unknown';
}

/** The server does not admit us, or we do not trust it: no call has an effect until an operator changes something. */
export const isVerdictOnUs = (failure: Failure): boolean =>
  failure === 'unauthenticated' || failure === 'denied' || failure === 'untrusted';

/** The revision that a conflict found, -1 for none. */
export const actualRevision = (error: unknown): number => {
  const { actualVersion } = error as ClientError;
  return typeof actualVersion === 'bigint' ? Number(actualVersion) : -1;
};

/** The server dropped a live subscription that was too slow: the server is healthy. */
export const wasTooSlow = (error: unknown): boolean => (error as ClientError)?.code === 10;

/** No response in time; the call may still have had its effect. */
export class NoResponse extends Error {
  readonly code = 4;
  constructor(ms: number) {
    super(`No response within ${ms} ms`);
  }
}
