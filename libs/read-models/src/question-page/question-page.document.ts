import type { QuestionPage, RankingFormula } from '@stoa/contracts';
import type { BuiltDocument, Documents, HtmlSource, RowReader } from '@stoa/kernel';
import { boardOf } from '../mentor-leaderboard/boards.ts';
import { answerEntry, countsOf, ratingsOf, viewsOf, type Counts } from './answer-entry.ts';
import { encodeOrder } from './answer-order.ts';
import type { Answer, Question, Topic } from './question-page.entities.ts';
import { rankAnswers } from './ranking/rank-answers.ts';
import { shownAtOnce } from './shown-at-once.ts';

/** The half of a page that this read model owns; the board beside it is the leaderboard's. */
export type QuestionHalf = Omit<QuestionPage, 'topMentors'>;

interface Rows extends Counts {
  questions: Question[];
  answers: Map<string, Answer[]>;
  topics: Map<string, string>;
}

const ofQuestion = (row: object) => [(row as { questionId: string }).questionId];

/** A question's half of the page, its answers in the order of a formula. Where only views changed it is built at most once a second. */
export const questionPageDocuments = (ranking: RankingFormula): Documents => ({
  keys: { table: 'question', column: 'id' },
  dirtiedBy: [
    { from: 'question', keys: (row) => [(row as Question).id] },
    { from: 'answer', keys: ofQuestion },
    { from: 'tally', keys: ofQuestion },
    { from: 'views', keys: ofQuestion, lazily: true },
    { from: 'topic', via: { table: 'questionTopic', where: 'topic', key: 'questionId' }, value: (row) => (row as Topic).key },
  ],
  async build(keys, reader, html) {
    const rows = await read(keys, reader);
    const orders = new Map(rows.questions.map((question) => [question.id, orderOf(ranking, question, rows)]));
    const rendered = await renderAll(rows.questions, orders, html);
    return new Map(
      rows.questions.map((question) => [question.id, documentOf(ranking, question, rows, orders.get(question.id)!, rendered)]),
    );
  },
});

async function read(keys: readonly string[], reader: RowReader): Promise<Rows> {
  const questions = (await reader.among<Question>('question', 'id', keys)).filter((question) => !question.withdrawn);
  const ids = questions.map((question) => question.id);
  const answers = await reader.among<Answer>('answer', 'questionId', ids);
  const topics = await reader.among<Topic>('topic', 'key', [...new Set(questions.flatMap((question) => question.topics))]);
  return {
    questions,
    answers: grouped(answers.filter((answer) => !answer.withdrawn)),
    ...(await countsOf(ids, reader)),
    topics: new Map(topics.map((topic) => [topic.key, topic.name])),
  };
}

/** A question's answers in ranked order, and those of them that may be shown at once. */
interface Order {
  readonly all: readonly Answer[];
  readonly first: readonly Answer[];
}

function orderOf(formula: RankingFormula, { id, acceptedAnswerId }: Question, rows: Rows): Order {
  const live = (rows.answers.get(id) ?? []).map((answer) => ({
    id: answer.id,
    answer,
    accepted: answer.id === acceptedAnswerId,
    publishedAt: answer.publishedAt,
    ...ratingsOf(answer.id, rows),
    views: viewsOf(answer.id, rows).total,
  }));
  const all = rankAnswers(formula, live).map(({ answer }) => answer);
  return { all, first: shownAtOnce(all, ({ body }) => Buffer.byteLength(body)) };
}

async function renderAll(
  questions: readonly Question[],
  orders: ReadonlyMap<string, Order>,
  html: HtmlSource,
): Promise<Map<string, string>> {
  const shown = [...orders.values()].flatMap(({ first }) => first);
  const bodies = [...new Set([...questions, ...shown].map(({ body }) => body))];
  const rendered = await html.render(bodies);
  return new Map(bodies.map((body, index) => [body, rendered[index] ?? '']));
}

function documentOf(
  formula: RankingFormula,
  question: Question,
  rows: Rows,
  { all, first }: Order,
  html: Map<string, string>,
): BuiltDocument {
  const { id, slug, title, askerId, askerDisplayName, askedAt, status, closedBecause, acceptedAnswerId } = question;
  const htmlOf = ({ body }: { body: string }) => html.get(body) ?? '';
  const shown = shownAtOnce(first, (answer) => Buffer.byteLength(answer.body) + Buffer.byteLength(htmlOf(answer)));
  const ids = all.map((answer) => answer.id);
  const body: QuestionHalf = {
    question: {
      id,
      slug,
      title,
      body: { markdown: question.body, html: htmlOf(question) },
      asker: { id: askerId, displayName: askerDisplayName },
      askedAt,
      day: askedAt.slice(0, 10),
      topics: question.topics.map((key) => ({ key, name: rows.topics.get(key) ?? key })),
      status,
      closedBecause,
      ratings: ratingsOf(id, rows),
      views: viewsOf(id, rows),
    },
    formula,
    totalAnswers: all.length,
    answers: shown.map((answer, index) => answerEntry(answer, index + 1, answer.id === acceptedAnswerId, rows, htmlOf(answer))),
    next: encodeOrder(shown.length, ids),
  };
  return { body, beside: boardOf(question.topics[0]) };
}

function grouped(answers: readonly Answer[]): Map<string, Answer[]> {
  const groups = new Map<string, Answer[]>();
  for (const answer of answers) {
    const group = groups.get(answer.questionId);
    if (group) group.push(answer);
    else groups.set(answer.questionId, [answer]);
  }
  return groups;
}
