import {
  AnswerAccepted,
  AnswerPublished,
  AnswerRestored,
  AnswerUnaccepted,
  AnswerWithdrawn,
  QuestionAsked,
  QuestionClosed,
  QuestionEdited,
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

function answers(rows: ListRows, { questionId, answerId }: { questionId: string; answerId: string }, change: 1 | -1): void {
  const row = rows.entry.get(questionId);
  if (!row) throw new Error(`Question ${questionId} is not there`);
  const accepted = row.acceptedAnswerId === answerId ? change === 1 : row.accepted;
  rows.entry.put({ ...row, answers: row.answers + change, accepted });
}

/** Questions as a list shows them, newest first. */
export const questionList = projection('question-list', tables, (when) => [
  when(QuestionAsked, ({ data, occurredAt }, rows) => {
    const { questionId: id, slug, title, askerId, askerName, topics } = data;
    const fresh = { status: 'open', withdrawn: false, answers: 0, acceptedAnswerId: null, accepted: false } as const;
    rows.entry.put({ id, slug, title, askerId, askerName, topics, askedAt: occurredAt, ...fresh });
  }),
  when(QuestionEdited, ({ data }, rows) => rows.entry.change(data.questionId, { title: data.title }), entry),
  when(QuestionRetagged, ({ data }, rows) => rows.entry.change(data.questionId, { topics: data.topics }), entry),
  when(QuestionClosed, ({ data }, rows) => rows.entry.change(data.questionId, { status: 'closed' }), entry),
  when(QuestionReopened, ({ data }, rows) => rows.entry.change(data.questionId, { status: 'open' }), entry),
  when(QuestionWithdrawn, ({ data }, rows) => rows.entry.change(data.questionId, { withdrawn: true }), entry),
  when(QuestionRestored, ({ data }, rows) => rows.entry.change(data.questionId, { withdrawn: false }), entry),
  when(
    AnswerAccepted,
    ({ data }, rows) => rows.entry.change(data.questionId, { acceptedAnswerId: data.answerId, accepted: true }),
    entry,
  ),
  when(
    AnswerUnaccepted,
    ({ data }, rows) => rows.entry.change(data.questionId, { acceptedAnswerId: null, accepted: false }),
    entry,
  ),
  when(AnswerPublished, ({ data }, rows) => answers(rows, data, 1), entry),
  when(AnswerWithdrawn, ({ data }, rows) => answers(rows, data, -1), entry),
  when(AnswerRestored, ({ data }, rows) => answers(rows, data, 1), entry),
]);
