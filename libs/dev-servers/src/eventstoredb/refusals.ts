import { Metadata, status } from '@grpc/grpc-js';
import type { Expected } from './messages.ts';

/** How a call fails. A conflict of an append is a response of its own, the others are statuses. */
export type Refused =
  | { readonly kind: 'conflict'; readonly current: number; readonly expected: Expected }
  | { readonly kind: 'deleted'; readonly stream: string }
  | { readonly kind: 'too-large' }
  | { readonly kind: 'bad-request'; readonly message: string };

export const MAX_APPEND_BYTES = 1_048_576;

export interface Status {
  readonly code: number;
  readonly details: string;
  readonly metadata?: Metadata;
}

const withTrailers = (code: number, details: string, trailers: Record<string, string>): Status => {
  const metadata = new Metadata();
  for (const [key, value] of Object.entries(trailers)) metadata.set(key, value);
  return { code, details, metadata };
};

export const streamDeleted = (stream: string): Status =>
  withTrailers(status.FAILED_PRECONDITION, `Event stream '${stream}' is deleted.`, {
    exception: 'stream-deleted',
    'stream-name': stream,
  });

const NUMBERS: Partial<Record<Expected, number>> = { any: -2, 'no-stream': -1, 'stream-exists': -4 };

/** How a delete or a tombstone is refused: not by a reply, as an append is. */
export const deleteConflict = (stream: string, expected: Expected, current: number): Status => {
  const wanted = String(NUMBERS[expected] ?? expected);
  return withTrailers(
    status.FAILED_PRECONDITION,
    `Delete failed due to WrongExpectedVersion. Stream: ${stream}, Expected version: ${wanted}, Actual version: ${current}`,
    { exception: 'wrong-expected-version', 'stream-name': stream, 'expected-version': wanted, 'actual-version': String(current) },
  );
};

export const tooLarge = (): Status =>
  withTrailers(status.INVALID_ARGUMENT, `Maximum Append Size of ${MAX_APPEND_BYTES} Exceeded.`, {
    exception: 'maximum-append-size-exceeded',
    'maximum-append-size': String(MAX_APPEND_BYTES),
  });

export const handlerThrew: Status = { code: status.UNKNOWN, details: 'Exception was thrown by handler.' };
export const badAllRead: Status = { code: status.UNKNOWN, details: 'Unexpected ReadAllResult: Error' };
export const badStreamRead: Status = { code: status.UNKNOWN, details: 'Unexpected ReadStreamResult: Error' };
export const notReady: Status = { code: status.UNAVAILABLE, details: 'Server Is Not Ready' };
export const tooSlow: Status = {
  code: status.ABORTED,
  details: 'Operation timed out: Consumer too slow to handle event while live. Client resubscription required.',
};
