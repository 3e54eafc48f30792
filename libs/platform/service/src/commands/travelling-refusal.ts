import { ERRORS, problemOf, type Problem } from '@stoa/http';
import { Refusal, type ErrorCode, type FieldError } from '@stoa/kernel';

/** A refusal serialised between processes: the problem that a client would see, and the fields of its class. */
export interface TravellingRefusal extends Problem {
  /** Marks a handler's refusal, as opposed to an error of the request between the processes. */
  readonly refused: Readonly<Record<string, string | number | boolean>>;
}

const SAID_ALREADY = new Set(['code', 'errors', 'name', 'cause', 'message']);

export function toTravel(refusal: Refusal, correlationId: string): TravellingRefusal {
  const known = Object.entries(refusal as object).filter(
    ([name, value]) => !SAID_ALREADY.has(name) && ['string', 'number', 'boolean'].includes(typeof value),
  );
  return { ...problemOf(refusal, correlationId), refused: Object.fromEntries(known) };
}

/** The refusal that another process has sent, as if it had been thrown here; undefined for anything else. */
export function arrived(body: unknown): Refusal | undefined {
  const { code, detail, errors, refused } = (body ?? {}) as Partial<TravellingRefusal>;
  if (typeof code !== 'string' || !Object.hasOwn(ERRORS, code) || typeof refused !== 'object' || refused === null)
    return undefined;
  return Object.assign(new Refusal(code as ErrorCode, String(detail), (errors ?? []) as FieldError[]), refused);
}
