import { isRefusal, type ErrorCode } from '@stoa/kernel';
import { ExponentialBackoff, handleWhen, retry } from 'cockatiel';

const PASSING: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'dependency-unavailable',
  'storage-unavailable',
  'overloaded',
  'rate-limited',
  'revision-conflict',
  'request-timeout',
]);
const backoff = new ExponentialBackoff({ initialDelay: 100, maxDelay: 5_000 });

/** Tries again for so many milliseconds while the refusal is one that passes: services come up in any order. */
export function patiently<A>(attempt: () => Promise<A>, patience: number, signal?: AbortSignal): Promise<A> {
  const until = Date.now() + patience;
  const again = (error: Error) => isRefusal(error) && PASSING.has(error.code) && Date.now() < until;
  const result = retry(handleWhen(again), { backoff, maxAttempts: Infinity }).execute(attempt, signal);
  return signal ? Promise.race([result, aborted(signal)]) : result;
}

/** Rejects when the signal is given; a pause of the policy goes on for its time. */
const aborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    if (signal.aborted) reject(signal.reason);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
