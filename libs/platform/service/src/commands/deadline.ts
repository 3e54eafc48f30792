import { Refusal } from '@stoa/kernel';
import { DEADLINE_HEADER } from './wire.ts';

/** The default deadline, in milliseconds. */
const UNTOLD_MS = 10_000;
const LONGEST_MS = 120_000;

/** Milliseconds that the caller still waits. Throws malformed-request for anything but a number. */
export function remainingIn(header: string | undefined): number {
  if (header === undefined) return UNTOLD_MS;
  if (!/^-?\d{1,9}$/.test(header)) throw new Refusal('malformed-request', `${DEADLINE_HEADER} must be a number of milliseconds.`);
  return Math.min(Number(header), LONGEST_MS);
}

/**
 * The outcome of `work`, or a refusal once its deadline has passed; work without time left is not started. Work that continues after
 * its deadline is not awaited; `late` receives its failure.
 */
export async function byDeadline<A>(ms: number, work: () => Promise<A>, late: (error: unknown) => void): Promise<A> {
  if (ms <= 0) throw passed();
  let timer: NodeJS.Timeout | undefined;
  let over = false;
  const deadline = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      over = true;
      reject(passed());
    }, ms);
  });
  const outcome = work();
  outcome.catch((error: unknown) => {
    if (over) late(error);
  });
  return Promise.race([outcome, deadline]).finally(() => clearTimeout(timer));
}

const passed = () => new Refusal('dependency-unavailable', 'The deadline of this request has passed.');
