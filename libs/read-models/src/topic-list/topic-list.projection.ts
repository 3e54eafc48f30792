import {
  AnswerPublished,
  AnswerRestored,
  AnswerWithdrawn,
  QuestionAsked,
  QuestionRestored,
  QuestionRetagged,
  QuestionWithdrawn,
  TopicCreated,
} from '@stoa/contracts';
import { keyed, projection, sums, type RowsOf } from '@stoa/kernel';
import { Topic, TopicCount, TopicQuestion } from './topic-list.entities.ts';

const tables = { topic: keyed(Topic), question: keyed(TopicQuestion), count: sums(TopicCount) };

const question = ({ data }: { data: { questionId: string } }) => ({ question: { keys: [data.questionId] } });

function addAnswers({ question: questions }: RowsOf<typeof tables>, questionId: string, more: number): void {
  const row = questions.get(questionId);
  if (!row) throw new Error(`Question ${questionId} does not exist`);
  questions.put({ ...row, answers: row.answers + more });
}

// #region projection
/** The counts that a question feeds. A withdrawn one feeds none, and neither do its answers. */
function countsOf({ topics, withdrawn, answers }: TopicQuestion): TopicCount[] {
  return withdrawn ? [] : topics.map((topic) => ({ topic, questions: 1, answers }));
}

/** Topics with how many questions and answers each holds. */
export const topicList = projection(
  'topic-list',
  tables,
  (when) => [
    when(TopicCreated, ({ data }, { topic }) => topic.put({ key: data.topic, name: data.name })),
    when(QuestionAsked, ({ data: { questionId: id, topics } }, rows) =>
      rows.question.put({ id, topics, withdrawn: false, answers: 0 }),
    ),
    when(QuestionRetagged, ({ data }, rows) => rows.question.change(data.questionId, { topics: data.topics }), question),
    when(QuestionWithdrawn, ({ data }, rows) => rows.question.change(data.questionId, { withdrawn: true }), question),
    when(QuestionRestored, ({ data }, rows) => rows.question.change(data.questionId, { withdrawn: false }), question),
    when(AnswerPublished, ({ data }, rows) => addAnswers(rows, data.questionId, 1), question),
    when(AnswerWithdrawn, ({ data }, rows) => addAnswers(rows, data.questionId, -1), question),
    when(AnswerRestored, ({ data }, rows) => addAnswers(rows, data.questionId, 1), question),
  ],
  { derivations: [{ from: 'question', to: 'count', entries: (row) => countsOf(row as TopicQuestion) }] },
);
// #endregion
