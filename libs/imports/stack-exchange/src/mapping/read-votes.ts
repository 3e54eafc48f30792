import type { DumpReader } from '../dump/dump-reader.ts';
import { voteKind } from '../dump/kinds.ts';
import { idAndTime, integerOf } from '../dump/row-values.ts';
import type { ExternalSort } from '../sorting/external-sort.ts';
import type { Tally } from '../tally.ts';
import { AT_THE_END, draftKey, type Draft } from './draft.ts';
import type { Dump } from './dump-index.ts';
import { IdIndex } from './id-index.ts';
import { ANSWER, ORPHAN, OTHER, QUESTION } from './post-index.ts';

const ACCEPTED = 1;
const HELPFUL = 2;
const NOT_HELPFUL = 3;

/** Votes.xml: a vote up or down is a rating, at the later of its day and its post's creation; acceptances are noted at their answers. */
export async function readVotes(reader: DumpReader, dump: Dump, sort: ExternalSort<Draft>, tally: Tally): Promise<void> {
  const { posts, ids, later } = dump;
  // A vote that comes twice is one event, and one in the report.
  const votes = new IdIndex();
  await reader.rows('Votes', (row) => {
    tally.counts.votes++;
    const type = integerOf(row, 'VoteTypeId');
    tally.votesByKind.add(voteKind(row['VoteTypeId'] ?? 'none'));
    const dated = idAndTime(row);
    const post = posts.find(integerOf(row, 'PostId') ?? NaN);
    if (typeof dated === 'string') return tally.stray('Votes', row['Id'], dated, row['CreationDate']);
    const { id: vote, time: day } = dated;
    if (post < 0) return tally.stray('Votes', row['Id'], 'the post is not in the dump', row['PostId']);
    const kind = posts.kind(post);
    if (kind === ORPHAN) return tally.stray('Votes', row['Id'], 'the answer has no question in the dump', row['PostId']);
    if (kind === OTHER) {
      tally.counts.votesOnOtherPosts++;
      return;
    }
    const time = Math.max(day, posts.time(post));
    dump.sawTimes(time);
    if (type === ACCEPTED && kind === ANSWER) posts.noteAcceptance(post, time);
    if (type !== HELPFUL && type !== NOT_HELPFUL) return;
    if (votes.add(vote) < 0) return tally.stray('Votes', row['Id'], 'the Id came before', row['Id']);
    tally.counts.ratings++;
    posts.countVote(post, type === HELPFUL);
    later?.earlier.addVote(ids.of('vote', `${vote}`), dump.postId(post));
    sort.add(draftKey(time, 'rating', vote), { kind: 'rating', post, vote, helpful: type === HELPFUL }, 200);
  });
  for (let post = 0; post < posts.size && reader.has('Votes'); post++)
    if (posts.kind(post) !== OTHER && !posts.isScored(post)) tally.name('scoresUnlikeVotes', `post ${posts.id(post)}`);
  if (later && reader.has('Votes')) {
    let gone = 0;
    for (const { memberId, questionId, target } of later.earlier.goneRatings()) {
      tally.counts.ratingsGone++;
      const answerId = target === questionId ? null : target;
      sort.add(draftKey(AT_THE_END, 'rating-gone', 0, gone++), { kind: 'rating-gone', memberId, questionId, answerId }, 300);
    }
  }
  for (let question = 0; question < posts.size; question++) {
    const acceptedId = posts.acceptedId(question);
    if (posts.kind(question) !== QUESTION || Number.isNaN(acceptedId)) continue;
    const answer = posts.acceptedAnswer(question);
    if (answer < 0) {
      tally.stray('Posts', `${posts.id(question)}`, 'the accepted answer is not among its answers', `${acceptedId}`);
      continue;
    }
    tally.counts.acceptedAnswers++;
    if (later?.isKnown(question)) continue;
    sort.add(draftKey(posts.acceptedAt(answer), 'accept', posts.id(question)), { kind: 'accept', post: question, answer }, 150);
  }
}
