import type { QuestionPage, RankingFormula } from '@stoa/contracts';
import type { BuiltDocument, Documents, HtmlSource, RowReader } from '@stoa/kernel';
import { boardOf } from '../mentor-leaderboard/boards.ts';
import type { Answer, Question, Tally, Topic, Views } from './question-page.entities.ts';
import { rankAnswers } from './ranking/rank-answers.ts';

/** The half of a page that this read model owns; the board beside it is the leaderboard's. */
export type QuestionHalf = Omit<QuestionPage, 'topMentors'>;

interface Rows {
  questions: Question[];
  answers: Map<string, Answer[]>;
  tallies: Map<string, Tally>;
  views: Map<string, Views>;
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
    const rendered = await renderAll(rows, html);
    return new Map(rows.questions.map((question) => [question.id, documentOf(ranking, question, rows, rendered)]));
  },
});

async function read(keys: readonly string[], reader: RowReader): Promise<Rows> {
  const questions = (await reader.among<Question>('question', 'id', keys)).filter((question) => !question.withdrawn);
  const ids = questions.map((question) => question.id);
  const answers = await reader.among<Answer>('answer', 'questionId', ids);
  const tallies = await reader.among<Tally>('tally', 'questionId', ids);
  const views = await reader.among<Views>('views', 'questionId', ids);
  const topics = await reader.among<Topic>('topic', 'key', [...new Set(questions.flatMap((question) => question.topics))]);
  return {
    questions,
    answers: grouped(answers.filter((answer) => !answer.withdrawn)),
    tallies: new Map(tallies.map((tally) => [tally.targetId, tally])),
    views: new Map(views.map((row) => [row.targetId, row])),
    topics: new Map(topics.map((topic) => [topic.key, topic.name])),
  };
}

async function renderAll({ questions, answers }: Rows, html: HtmlSource): Promise<Map<string, string>> {
  const bodies = [
    ...new Set([...questions.map((question) => question.body), ...[...answers.values()].flat().map((answer) => answer.body)]),
  ];
  const rendered = await html.render(bodies);
  return new Map(bodies.map((body, index) => [body, rendered[index] ?? '']));
}

function documentOf(formula: RankingFormula, question: Question, rows: Rows, html: Map<string, string>): BuiltDocument {
  const { id, slug, title, askerId, askerDisplayName, askedAt, status, closedBecause } = question;
  const body: QuestionHalf = {
    question: {
      id,
      slug,
      title,
      body: { markdown: question.body, html: html.get(question.body) ?? '' },
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
    answers: answersOf(formula, question, rows, html),
  };
  return { body, beside: boardOf(question.topics[0]) };
}

function answersOf(
  formula: RankingFormula,
  { id, acceptedAnswerId }: Question,
  rows: Rows,
  html: Map<string, string>,
): QuestionHalf['answers'] {
  const live = (rows.answers.get(id) ?? []).map((answer) => ({
    id: answer.id,
    answer,
    accepted: answer.id === acceptedAnswerId,
    publishedAt: answer.publishedAt,
    ...ratingsOf(answer.id, rows),
    views: viewsOf(answer.id, rows).total,
  }));
  return rankAnswers(formula, live).map(({ answer, accepted }, index) => ({
    rank: index + 1,
    id: answer.id,
    mentor: { id: answer.mentorId, handle: answer.handle },
    byline: {
      displayName: answer.displayName,
      title: answer.title,
      company: answer.company,
      yearsOfExperience: answer.yearsOfExperience,
    },
    publishedAt: answer.publishedAt,
    day: answer.publishedAt.slice(0, 10),
    revisedAt: answer.revisedAt,
    body: { markdown: answer.body, html: html.get(answer.body) ?? '' },
    views: viewsOf(answer.id, rows),
    ratings: ratingsOf(answer.id, rows),
    accepted,
  }));
}

function ratingsOf(targetId: string, { tallies }: Rows) {
  const tally = tallies.get(targetId);
  return { helpful: tally?.helpful ?? 0, notHelpful: tally?.notHelpful ?? 0 };
}

function viewsOf(targetId: string, { views }: Rows) {
  const row = views.get(targetId);
  const imported = row?.imported ?? 0;
  return { total: imported + (row?.counted ?? 0), imported };
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
