import { Refusal } from '@stoa/kernel';
import { markdownRefusal } from '@stoa/markdown';

/** Refuses Markdown by its structure, before anything is decided. */
export function refuseBody(body: string): void {
  const refusal = markdownRefusal(body);
  if (refusal)
    throw new Refusal('validation-failed', 'The body is too complex.', [
      { pointer: '/body', code: refusal.code, expected: refusal.message },
    ]);
}
