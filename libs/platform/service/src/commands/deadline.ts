import { Refusal } from '@stoa/kernel';
import { DEADLINE_HEADER } from './wire.ts';

/** What a caller that names no deadline is given, in milliseconds. */
const UNTOLD_MS = 10_000;
const LONGEST_MS = 120_000;

/** Milliseconds that the caller still waits. Throws malformed-request for what is no number. */
export function remainingIn(header: string | undefined): number {
  if (header === undefined) return UNTOLD_MS;
  if (!/^-?\d{1,9}$/.test(header)) throw new Refusal('malformed-request', `${DEADLINE_HEADER} is a number of milliseconds.`);
  return Math.min(Number(header), LONGEST_MS);
}

/**
 * The outcome of some work, or the refusal that its deadline has passed; work that has no time left is not begun. Work that goes on after
 * its deadline is nobody's to wait for; `late` hears how it failed.
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
