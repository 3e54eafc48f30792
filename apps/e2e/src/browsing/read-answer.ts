import type { ViewsExplained } from '@stoa/contracts';
import { randomUUID } from 'node:crypto';
import { eventually, type Cast, type Client } from '@stoa/testing';

export type Mentor = Awaited<ReturnType<Cast['mentor']>>;

/** An answer of which nobody has told a view yet, and what is told of it. */
export interface ReadAnswer {
  readonly id: string;
  readonly path: string;
  readonly author: Mentor;
  /** Resolves when the explanation says so. */
  explains(expected: Partial<ViewsExplained>): Promise<void>;
  /** The number beside the answer, on the page as it is now; asking for it is no view. */
  shown(): Promise<string | undefined>;
}

export async function newAnswer(cast: Cast, name = 'Ada'): Promise<ReadAnswer> {
  const [asker, author] = [await cast.member('Asker'), await cast.mentor(name, { company: 'Quill & Co' })];
  const question = await asker.must('POST', '/v1/questions', {
    body: { title: `What is your answer to ${randomUUID()}?`, topics: ['Reading'] },
  });
  const { id, position } = await author.must('POST', `/v1/questions/${question.id}/answers`, { body: { body: 'It depends.' } });
  const { slug } = (await cast.anyone.must('GET', `/v1/questions/${question.id}/page?after=${position}`)).question;
  const path = `/q/${slug}`;
  return {
    id,
    path,
    author,
    explains: (expected) =>
      eventually(async () => expect(await cast.anyone.must('GET', `/v1/answers/${id}/views/explain`)).toMatchObject(expected)),
    shown: async () => new RegExp(`/a/${id}/views">([^<]+)<`).exec((await cast.anyone.get(path)).body as string)?.[1],
  };
}

/** The token that a client sends, for the form. */
export const tokenOf = ({ headers }: Client): string => headers['authorization']!.replace('Bearer ', '');
