import { Refusal } from '@stoa/kernel';
import { checkMarkdown } from '@stoa/markdown';

/** Refuses Markdown by its structure, before anything is decided. */
export async function refuseBio(bio: string): Promise<void> {
  const refusal = await checkMarkdown(bio);
  if (!refusal) return;
  throw new Refusal('validation-failed', 'The bio is too complex.', [
    { pointer: '/bio', code: refusal.code, expected: refusal.message },
  ]);
}
