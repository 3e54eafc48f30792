import { Refusal } from '@stoa/kernel';
import { checkMarkdown } from '@stoa/markdown';

/** Refuses Markdown by its structure, before anything is decided. */
export async function refuseBody(body: string): Promise<void> {
  const refusal = await checkMarkdown(body);
  if (refusal)
    throw new Refusal('validation-failed', 'The body is too complex.', [
      { pointer: '/body', code: refusal.code, expected: refusal.message },
    ]);
}
