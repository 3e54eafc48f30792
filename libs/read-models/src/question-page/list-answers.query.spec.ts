import { GetQuestionPage, ListAnswers, type AnswerList, type QuestionPage } from '@stoa/contracts';
import type { ReadModels, Row, ServedReadModel } from '@stoa/kernel';
import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import {
  answerPublished,
  answerRated,
  answerWithdrawn,
  mentorRegistered,
  questionAsked,
  questionId,
  questionWithdrawn,
  topicCreated,
} from '@stoa/testing';
import { mentorLeaderboard } from '../mentor-leaderboard/mentor-leaderboard.projection.ts';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { ListAnswersHandler } from './list-answers.query.ts';
import { questionPage } from './question-page.projection.ts';
import { GetQuestionPageHandler } from './question-page.query.ts';
import { AT_ONCE } from './shown-at-once.ts';

const { given } = readModelScenario(withGeneration, questionPage, mentorLeaderboard);
const idOf = (nth: number) => `66666666-6666-5666-8666-${String(nth).padStart(12, '0')}`;
const ids = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, index) => idOf(from + index));
/** Without ratings and views the earlier answer stands first. */
const published = (nth: number, body = `Answer ${nth}.`) => ({
  ...answerPublished({ answerId: idOf(nth), body }),
  occurredAt: `2026-06-23T10:00:00.${String(nth).padStart(3, '0')}Z`,
});
const answers = (count: number, body?: string) => ids(1, count).map((_, index) => published(index + 1, body));
const past = [topicCreated(), mentorRegistered(), questionAsked()];

const pageIn = async (models: ReadModels): Promise<QuestionPage> => {
  const { body } = await new GetQuestionPageHandler(models).execute(new GetQuestionPage({ idOrSlug: questionId }));
  return JSON.parse(Buffer.from(body!).toString('utf8')) as QuestionPage;
};
const listIn = (models: ReadModels, cursor?: string, limit = 20): Promise<AnswerList> =>
  new ListAnswersHandler(models).execute(new ListAnswers({ idOrSlug: questionId, limit, cursor }));
async function allIn(models: ReadModels, cursor: string | undefined, limit?: number) {
  const parts: AnswerList[] = [];
  for (let next: string | null | undefined = cursor; next !== null; next = parts.at(-1)!.next)
    parts.push(await listIn(models, next, limit));
  return { parts: parts.length, items: parts.flatMap(({ items }) => items.map(({ rank, id }) => [rank, id])) };
}

it('goes on where the page ends, in the same order', () =>
  given(...past, ...answers(75))
    .when(async (models) => {
      const { totalAnswers, answers: first, next } = await pageIn(models);
      return { totalAnswers, first: first.map(({ id }) => id), rest: await allIn(models, next!, 20) };
    })
    .thenResult({
      totalAnswers: 75,
      first: ids(1, AT_ONCE.answers),
      rest: { parts: 3, items: ids(31, 75).map((id, index) => [31 + index, id]) },
    }));

it('begins with the page’s first answer where no cursor is given', () =>
  given(...past, ...answers(45))
    .when((models) => allIn(models, undefined, 30))
    .thenResult({ parts: 2, items: ids(1, 45).map((id, index) => [1 + index, id]) }));

it('keeps its order while people rate, leaves out what is withdrawn and shows nothing twice', async () => {
  let cursor = '';
  await given(...past, ...answers(40))
    .when(async (models) => ({ next: (cursor = (await pageIn(models)).next!) }))
    .thenResult({});
  const since = [answerRated({ answerId: idOf(40) }), answerWithdrawn({ answerId: idOf(33) }), published(41)];
  await given(...past, ...answers(40), ...since)
    .when((models) => allIn(models, cursor, 4))
    .thenResult({ items: [31, 32, ...ids(34, 40).map((_, index) => 34 + index)].map((rank) => [rank, idOf(rank)]) });
});

it('holds so many bytes of bodies at once, and one answer at least', () =>
  given(...past, ...answers(12, 'x'.repeat(60_000)), published(13, '&'.repeat(65_536)))
    .when(async (models) => {
      const page = await pageIn(models);
      const rest = await allIn(models, page.next!);
      return { shown: page.answers.length, bytes: JSON.stringify(page).length <= AT_ONCE.bytes + 100_000, rest };
    })
    .thenResult({ shown: 4, bytes: true, rest: { items: ids(5, 13).map((id, index) => [5 + index, id]) } }));

it('reads the bodies of the answers that it gives, and of no others', () =>
  given(...past, ...answers(60))
    .when(async (models) => {
      const pages = models.of('question-page');
      const read: number[] = [];
      const counted: ServedReadModel = Object.assign(Object.create(pages) as ServedReadModel, {
        async among<R extends Row>(table: string, ...what: [string, readonly string[]]): Promise<R[]> {
          const rows = await pages.among<R>(table, ...what);
          if (table === 'answer') read.push(rows.length);
          return rows;
        },
      });
      const { items } = await listIn({ html: models.html, of: () => counted }, undefined, 7);
      return { items: items.map(({ id }) => id), read };
    })
    .thenResult({ items: ids(1, 7), read: [7] }));

it('says where there is no more', () =>
  given(...past, ...answers(2))
    .when(pageIn)
    .thenResult({ totalAnswers: 2, next: null }));

it('is gone with its question', () =>
  given(...past, ...answers(2), questionWithdrawn())
    .when((models) => listIn(models))
    .thenFails('gone'));

it('refuses a cursor that is none', () =>
  given(...past, ...answers(2))
    .when((models) => listIn(models, 'abc'))
    .thenFails('validation-failed'));
