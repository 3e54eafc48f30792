import type { ImportViews } from '@stoa/contracts';
import { viewsSourceOf } from '@stoa/imports-mapping';
import type { Draft } from './draft.ts';
import type { Dump } from './dump-index.ts';
import { QUESTION } from './post-index.ts';

export type ViewsDraft = Extract<Draft, { kind: 'views' }>;

/** Totals as `POST /v1/imports/views` takes them, under a name that follows from the dump. */
export function viewsBody({ shard, batch, counts, gone }: ViewsDraft, dump: Dump, fingerprint: string) {
  const { source, posts, postId, later } = dump;
  const name = `${fingerprint} ${shard}/${batch}`;
  const body = {
    source: viewsSourceOf(source),
    name,
    counts: [
      ...counts.map(([post, views]) => ({
        questionId: postId(posts.question(post)),
        answerId: posts.kind(post) === QUESTION ? null : postId(post),
        views,
      })),
      ...gone.map(({ questionId, answerId }) => ({ questionId, answerId, views: 0 })),
    ],
  } satisfies ImportViews['data'];
  if (!later) return body;
  // The same dump may come again after another one: its totals are then to be set again.
  const before = later.earlier.viewEvents[shard]!;
  return { ...body, name: before === 0 ? name : `${name} after ${before}`, replace: true } satisfies ImportViews['data'];
}
