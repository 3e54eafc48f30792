import type { ImportViews } from '@stoa/contracts';
import type { Draft } from './draft.ts';
import type { Dump } from './dump-index.ts';
import { QUESTION } from './post-index.ts';

export type ViewsDraft = Extract<Draft, { kind: 'views' }>;

/** Totals as `POST /v1/imports/views` takes them, under a name that follows from the dump. */
export function viewsBody({ shard, batch, counts }: ViewsDraft, { source, posts, postId }: Dump, fingerprint: string) {
  return {
    source: `stackexchange:${source}`,
    name: `${fingerprint} ${shard}/${batch}`,
    counts: counts.map(([post, views]) => ({
      questionId: postId(posts.question(post)),
      answerId: posts.kind(post) === QUESTION ? null : postId(post),
      views,
    })),
  } satisfies ImportViews['data'];
}
