import {
  AnswerAccepted,
  AnswerPublished,
  AnswerRated,
  AnswerRevised,
  QuestionAsked,
  QuestionEdited,
  QuestionRated,
  TopicCreated,
  ViewsImported,
  answerStream,
  questionStream,
  ratingStream,
  topicStream,
  viewsStream,
} from '@stoa/contracts';
import { derivedId, type DomainEvent, type EventStore, type ExpectedRevision } from '@stoa/kernel';
import { seeded } from '../bench.ts';
import { bodyOf } from './synthetic-body.ts';

/** Shares of the events of a synthetic log; ratings fill the rest. Modelled on a Q&A site of two thousand posts. */
export const MIX = { ask: 0.035, answer: 0.075, edit: 0.03, accept: 0.02, views: 0.01 } as const;

/** Exponent of the skew: a target is drawn at n·u^k, so that a tenth of the posts holds about a third of the ratings. */
const SKEW = 2.1;
const TOPICS = 200;
const WINDOW = 1000;

interface Post {
  questionId: string;
  answerId: string | undefined;
  authorId: string;
  revision: number;
}

/** Appends `count` events that a busy site could have seen, the same ones at every call. Gives how many there were of each type. */
export async function appendSyntheticLog(
  store: EventStore,
  count: number,
  onProgress: (done: number) => void,
): Promise<Record<string, number>> {
  const random = seeded(20_161_201);
  const posts: Post[] = [];
  const questions = new Map<string, Post>();
  const counts: Record<string, number> = {};
  const revisions = new Map<number, number>();
  /** The last append to each stream of the window: the next one waits for it, since calls to a server overtake each other. */
  const window = new Map<string, Promise<unknown>>();
  let done = 0;
  let pending = 0;

  const append = (stream: string, expected: ExpectedRevision, event: DomainEvent) => {
    const id = derivedId('bench', String(done));
    const occurredAt = new Date(Date.UTC(2014, 0, 1) + done * 60_000).toISOString();
    const meta = { commandId: id, bodyHash: '', occurredAt, correlationId: id };
    const events = [{ ...event, id, meta }];
    const before = window.get(stream);
    window.set(
      stream,
      before ? before.then(() => store.append(stream, events, expected)) : store.append(stream, events, expected),
    );
    pending++;
    counts[event.type] = (counts[event.type] ?? 0) + 1;
    done++;
  };
  const drawn = () => posts[Math.floor(posts.length * random() ** SKEW)] as Post;
  const topic = () => `topic-${Math.floor(TOPICS * random() ** SKEW)}`;

  for (let index = 0; index < TOPICS; index++)
    append(topicStream(`topic-${index}`), 'no-stream', TopicCreated({ topic: `topic-${index}`, name: `Topic ${index}` }));
  while (done < count) {
    const dice = random();
    const memberId = derivedId('member', String(Math.floor(random() * 5000)));
    if (posts.length < 2 || dice < MIX.ask) ask(memberId);
    else if (dice < MIX.ask + MIX.answer) answer(memberId);
    else if (dice < MIX.ask + MIX.answer + MIX.edit) edit(drawn(), memberId);
    else if (dice < MIX.ask + MIX.answer + MIX.edit + MIX.accept) accept();
    else if (dice < MIX.ask + MIX.answer + MIX.edit + MIX.accept + MIX.views) views();
    else rate(drawn());
    if (pending >= WINDOW) {
      await flush();
      onProgress(done);
    }
  }
  await flush();
  return counts;

  async function flush(): Promise<void> {
    await Promise.all(window.values());
    window.clear();
    pending = 0;
  }
  function ask(askerId: string): void {
    const questionId = derivedId('question', String(done));
    const topics = [...new Set([topic(), topic()])];
    const body = bodyOf(random);
    const title = `What is your answer to question ${done}?`;
    append(
      questionStream(questionId),
      'no-stream',
      QuestionAsked({ questionId, slug: `question-${done}`, askerId, askerDisplayName: 'A member', title, body, topics }),
    );
    const post = { questionId, answerId: undefined, authorId: askerId, revision: 0 };
    posts.push(post);
    questions.set(questionId, post);
  }
  function answer(memberId: string): void {
    const { questionId } = drawn();
    const answerId = derivedId('answer', String(done));
    const byline = { displayName: 'A mentor', title: 'Head of Something', company: 'A company', yearsOfExperience: 12 };
    append(
      answerStream(answerId),
      'no-stream',
      AnswerPublished({ questionId, answerId, mentorId: memberId, memberId, handle: 'a-mentor', byline, body: bodyOf(random) }),
    );
    posts.push({ questionId, answerId, authorId: memberId, revision: 0 });
  }
  function edit(post: Post, editorId: string): void {
    const { questionId, answerId, authorId } = post;
    const body = bodyOf(random);
    if (answerId)
      append(
        answerStream(answerId),
        post.revision++,
        AnswerRevised({ questionId, answerId, editorId, memberId: authorId, body }),
      );
    else
      append(
        questionStream(questionId),
        post.revision++,
        QuestionEdited({ questionId, editorId, askerId: authorId, title: `Edited at ${done}`, body }),
      );
  }
  function accept(): void {
    const post = posts.findLast((candidate) => candidate.answerId) ?? drawn();
    const question = posts.find((candidate) => candidate.questionId === post.questionId && !candidate.answerId);
    if (!post.answerId || !question) return rate(drawn());
    append(
      questionStream(post.questionId),
      question.revision++,
      AnswerAccepted({ questionId: post.questionId, answerId: post.answerId }),
    );
  }
  function views(): void {
    const shard = Math.floor(random() * 16);
    const revision = revisions.get(shard) ?? -1;
    const counted = Array.from({ length: 10 }, () => ({
      questionId: drawn().questionId,
      answerId: null,
      views: 1 + Math.floor(random() * 500),
    }));
    append(
      viewsStream(shard),
      revision < 0 ? 'no-stream' : revision,
      ViewsImported({ shard, source: 'bench', counts: counted, offset: null }),
    );
    revisions.set(shard, revision + 1);
  }
  function rate({ questionId, answerId }: Post): void {
    const memberId = derivedId('rater', String(done));
    const value = random() < 0.94 ? 'helpful' : 'not-helpful';
    if (answerId)
      append(ratingStream(answerId, memberId), 'no-stream', AnswerRated({ questionId, answerId, memberId, value, former: null }));
    else append(ratingStream(questionId, memberId), 'no-stream', QuestionRated({ questionId, memberId, value, former: null }));
  }
}
