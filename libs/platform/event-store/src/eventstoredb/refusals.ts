import { gone, NoSuchPosition, Refusal } from '@stoa/kernel';
import { failureReason } from './failure-reason.ts';
import { isVerdictOnUs, type Failure } from './failures.ts';

/** The reason is for operators, the message for clients. */
export const unavailable = (doing: string, cause: unknown, address: string): Refusal =>
  new Refusal('storage-unavailable', `The event store could not be ${doing} in time.`, [], {
    cause: failureReason(cause, address),
  });

/** The refusal for an error that a retry does not fix. A defect is thrown unchanged. */
export function refusalOf(failure: Failure, doing: string, cause: unknown, address: string): unknown {
  if (failure === 'deleted') return gone('stream');
  if (failure === 'too-large') return tooLarge();
  if (failure === 'bad-position') return new NoSuchPosition();
  if (isVerdictOnUs(failure))
    return new Refusal('storage-unavailable', `The event store could not be ${doing}: it does not admit this process.`, [], {
      cause: failureReason(cause, address),
    });
  return failure === 'defect' ? cause : unavailable(doing, cause, address);
}

export const tooLarge = (): Refusal =>
  new Refusal('payload-too-large', 'The events of this command exceed the maximum append size of the event store (1 MiB).');
