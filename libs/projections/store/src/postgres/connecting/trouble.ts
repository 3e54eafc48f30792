import { Refusal } from '@stoa/kernel';

/** A transient failure: no connection, no response in time, a server that stops or starts, a lost race for locks. */
export class ReadStoreUnavailable extends Refusal {
  constructor(cause: unknown) {
    super('storage-unavailable', 'The read store is unavailable; try again later.', [], { cause });
  }
}

/** Postgres keeps every text but one with NUL. */
export class UnstorableText extends Error {
  override readonly name = 'UnstorableText';
  constructor(cause: unknown) {
    super('A text holds the character NUL, which the read store cannot keep', { cause });
  }
}

const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]);
/** SQLSTATE: connection (08), resources (53), intervention and time-outs (57), and single codes of time-outs and lost races. */
const STATES = /^(08...|53...|57...|25P03|25006|40001|40P01|55P03)$/;
/** What pg and its pool say without a code. */
const SENTENCES =
  /^(Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** Whether a retry may succeed; anything else is final. */
export function isTransient(error: unknown): boolean {
  const { name, code, message, errors } = (error ?? {}) as { name?: string; code?: string; message?: string; errors?: unknown[] };
  if (name === 'ReadStoreUnavailable') return true;
  if (name === 'AggregateError' && errors) return errors.length > 0 && errors.every(isTransient);
  return NETWORK.has(code ?? '') || STATES.test(code ?? '') || SENTENCES.test(message ?? '');
}

/** Two transactions waited for each other, or read what the other wrote: the same one may succeed at once. */
export const lostRace = (error: unknown): boolean =>
  ['40P01', '40001'].includes(
    (error as { code?: string }).code ?? '') || ['40P01', '40001'].includes((error as { cause?: { code?: string } }).cause?.code ?? ''); // prettier-ignore

/** Maps an error of Postgres or the network to one of this package's; the cause is kept. */
export function translated(error: unknown): unknown {
  if ((error as { code?: string }).code === '22021') return new UnstorableText(error);
  if ((error as { name?: string }).name !== 'ReadStoreUnavailable' && isTransient(error)) return new ReadStoreUnavailable(error);
  return error;
}
