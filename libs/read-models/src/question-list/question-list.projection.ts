import {
  AnswerAccepted,
  AnswerPublished,
  AnswerRestored,
  AnswerUnaccepted,
  AnswerWithdrawn,
  QuestionAsked,
  QuestionClosed,
  QuestionEdited,
  QuestionReattributed,
  QuestionReopened,
  QuestionRestored,
  QuestionRetagged,
  QuestionWithdrawn,
} from '@stoa/contracts';
import { keyed, projection, type RowsOf } from '@stoa/kernel';
import { ListEntry } from './question-list.entities.ts';

const tables = { entry: keyed(ListEntry) };
type ListRows = RowsOf<typeof tables>;

const entry = ({ data }: { data: { questionId: string } }) => ({ entry: { keys: [data.questionId] } });

/** Changes a row and recomputes whether its accepted answer is live. */
function change(rows: ListRows, questionId: string, columns: (row: ListEntry) => Partial<ListEntry>): void {
  const row = rows.entry.get(questionId);
  if (!row) throw new Error(`Question ${questionId} is not there`);
  const next = { ...row, ...columns(row) };
  const { acceptedAnswerId, withdrawnAnswers } = next;
  rows.entry.put({ ...next, accepted: acceptedAnswerId !== null && !withdrawnAnswers.includes(acceptedAnswerId) });
}

/** Questions as a list shows them, newest first. */
export const questionList = projection('question-list', tables, (when) => [
  when(QuestionAsked, ({ data, occurredAt }, rows) => {
    const { questionId: id, slug, title, askerId, askerDisplayName, topics } = data;
    const fresh = { status: 'open', withdrawn: false, answers: 0, acceptedAnswerId: null, accepted: false } as const;
    rows.entry.put({ id, slug, title, askerId, askerDisplayName, topics, askedAt: occurredAt, withdrawnAnswers: [], ...fresh });
  }),
  when(QuestionEdited, ({ data }, rows) => rows.entry.change(data.questionId, { title: data.title }), entry),
  when(
    QuestionReattributed,
    ({ data: { questionId, askerId, askerDisplayName } }, rows) => rows.entry.change(questionId, { askerId, askerDisplayName }),
    entry,
  ),
  when(QuestionRetagged, ({ data }, rows) => rows.entry.change(data.questionId, { topics: data.topics }), entry),
  when(QuestionClosed, ({ data }, rows) => rows.entry.change(data.questionId, { status: 'closed' }), entry),
  when(QuestionReopened, ({ data }, rows) => rows.entry.change(data.questionId, { status: 'open' }), entry),
  when(QuestionWithdrawn, ({ data }, rows) => rows.entry.change(data.questionId, { withdrawn: true }), entry),
  when(QuestionRestored, ({ data }, rows) => rows.entry.change(data.questionId, { withdrawn: false }), entry),
  when(AnswerAccepted, ({ data }, rows) => change(rows, data.questionId, () => ({ acceptedAnswerId: data.answerId })), entry),
  when(AnswerUnaccepted, ({ data }, rows) => change(rows, data.questionId, () => ({ acceptedAnswerId: null })), entry),
  when(AnswerPublished, ({ data }, rows) => change(rows, data.questionId, ({ answers }) => ({ answers: answers + 1 })), entry),
  when(
    AnswerWithdrawn,
    ({ data: { questionId, answerId } }, rows) =>
      change(rows, questionId, ({ answers, withdrawnAnswers }) => ({
        answers: answers - 1,
        withdrawnAnswers: [...withdrawnAnswers, answerId].sort(),
      })),
    entry,
  ),
  when(
    AnswerRestored,
    ({ data: { questionId, answerId } }, rows) =>
      change(rows, questionId, ({ answers, withdrawnAnswers }) => ({
        answers: answers + 1,
        withdrawnAnswers: withdrawnAnswers.filter((id) => id !== answerId),
      })),
    entry,
  ),
]);
