import { Refusal } from '@stoa/kernel';
import { markdownRefusal } from '@stoa/markdown';

/** Refuses Markdown by its structure, before anything is decided. */
export function refuseBio(bio: string): void {
  const refusal = markdownRefusal(bio);
  if (!refusal) return;
  throw new Refusal('validation-failed', 'The bio is too complex.', [
    { pointer: '/bio', code: refusal.code, expected: refusal.message },
  ]);
}
