import { backOff } from '@stoa/kernel';
import { NoResponse } from './failures.ts';

const FIRST_PAUSE_MS = 50;

/** Milliseconds before the next attempt (from 1). */
export const pauseBefore = (attempt: number, longest: number): number => backOff(attempt, { first: FIRST_PAUSE_MS, longest });

/** The promise's result, or NoResponse after `ms`: the client has no time limit for finding a server, nor for most calls. */
export async function within<T>(ms: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new NoResponse(ms)), ms);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
