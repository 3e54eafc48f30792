import { viewShardOf, VIEW_SHARDS } from '@stoa/contracts';
import { shardOfGone, type Gone } from '../earlier/later-dump.ts';
import type { ExternalSort } from '../sorting/external-sort.ts';
import type { Tally } from '../tally.ts';
import type { BodyCleaner } from '../text/clean-body.ts';
import { AT_THE_END, draftKey, type Draft } from './draft.ts';
import type { Dump } from './dump-index.ts';
import { PostFold, type Folding } from './fold-post.ts';
import { ANSWER, QUESTION } from './post-index.ts';
import type { PostRecord } from './post-row.ts';

/** Views of so many posts stand in one event. */
const BATCH = 1000;

/** Reads the posts with their histories, post by post, into drafts in order of time; counts of views are batched by shard. */
export function* foldPosts(
  dump: Dump,
  records: ExternalSort<PostRecord>,
  drafts: ExternalSort<Draft>,
  more: { tally: Tally; bodies: BodyCleaner; history: boolean },
): Generator<void> {
  const { posts, latest, later } = dump;
  const views = Array.from({ length: VIEW_SHARDS }, () => ({ batch: 0, counts: [] as [number, number][], gone: [] as Gone[] }));
  const context: Folding = {
    ...more,
    emit: (draft, time, postId, index) => drafts.add(draftKey(time, draft.kind, postId, index), draft, sizeOf(draft)),
    tell: (draft, postId) => drafts.add(draftKey(AT_THE_END, draft.kind, postId), draft, sizeOf(draft)),
    isKnown: (slot) => later?.isKnown(slot) ?? false,
  };
  const sealViews = (shard: number) => {
    const { batch, counts, gone } = views[shard]!;
    if (counts.length + gone.length === 0) return;
    const draft: Draft = { kind: 'views', shard, batch, counts, gone };
    drafts.add(draftKey(latest, 'views', shard, batch), draft, 50 * counts.length + 150 * gone.length);
    views[shard] = { batch: batch + 1, counts: [], gone: [] };
  };
  const sealIfFull = (shard: number) => {
    const { counts, gone } = views[shard]!;
    if (counts.length + gone.length === BATCH) sealViews(shard);
  };
  const countViews = (slot: number, count: number) => {
    more.tally.counts.views += count;
    if (count > 0) more.tally.counts.questionsWithViews++;
    else if (!context.isKnown(slot)) return;
    const shard = viewShardOf(dump.postId(posts.question(slot)));
    views[shard]!.counts.push([slot, count]);
    sealIfFull(shard);
  };
  let goneSoFar = 0;
  let fold: PostFold | undefined;
  for (const [, record] of records.read()) {
    if (record.kind === 'history') {
      fold?.history(record);
      continue;
    }
    fold?.finish();
    const kind = posts.kind(record.slot);
    fold = undefined;
    if (kind !== QUESTION && kind !== ANSWER) continue;
    fold = new PostFold(record, kind === QUESTION, posts.time(record.slot), context);
    countViews(record.slot, record.views);
    yield;
  }
  fold?.finish();
  for (const gone of later?.gonePosts() ?? []) {
    more.tally.counts[gone.answerId === null ? 'questionsGone' : 'answersGone']++;
    drafts.add(draftKey(AT_THE_END, 'gone', 0, goneSoFar++), { kind: 'gone', ...gone }, 300);
    views[shardOfGone(gone)]!.gone.push(gone);
    sealIfFull(shardOfGone(gone));
  }
  for (let shard = 0; shard < VIEW_SHARDS; shard++) sealViews(shard);
}

const sizeOf = (draft: Draft): number => 300 + 2 * ('body' in draft ? (draft.body?.length ?? 0) : 0);
