import type { RecordedEvent } from '@stoa/kernel';
import type pg from 'pg';

// The bare limit of a rebuild on Postgres: one loop written by hand for exactly these tables. It loads, folds, writes by arrays and moves
// the checkpoint by compare-and-set, one transaction a batch, and has no engine.

type Value = string | number | boolean | null;
type Cells = Record<string, Value>;

interface TableOf {
  readonly columns: Readonly<Record<string, 'text' | 'bigint' | 'boolean'>>;
  readonly keys: readonly string[];
}

const text = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'text' as const]));
const QUESTION: TableOf = {
  columns: {
    ...text('id', 'slug', 'askerId', 'askerName', 'title', 'askedAt', 'status', 'closedBecause'),
    withdrawn: 'boolean',
    ...text('topics', 'acceptedAnswerId', 'body'),
  },
  keys: ['id'],
};
const ANSWER: TableOf = {
  columns: {
    ...text('questionId', 'id', 'mentorId', 'handle', 'name', 'title', 'company', 'publishedAt', 'revisedAt'),
    withdrawn: 'boolean',
    ...text('body'),
  },
  keys: ['questionId', 'id'],
};
const TALLY: TableOf = {
  columns: { ...text('questionId', 'targetId'), helpful: 'bigint', notHelpful: 'bigint' },
  keys: ['questionId', 'targetId'],
};
const VIEWS: TableOf = {
  columns: { ...text('questionId', 'targetId'), counted: 'bigint', imported: 'bigint' },
  keys: ['questionId', 'targetId'],
};
const TOPIC: TableOf = { columns: text('key', 'name'), keys: ['key'] };
const QUESTION_TOPIC: TableOf = { columns: text('topic', 'questionId'), keys: ['topic', 'questionId'] };

const list = (names: readonly string[], of = '') => names.map((name) => `${of}"${name}"`).join(', ');

/** Fills the tables of an empty generation in `schema` from batches in memory. Gives how many events there were. */
export async function barePostgres(client: pg.Client, schema: string, batches: readonly (readonly RecordedEvent[])[]) {
  const insert = (name: string, { columns, keys }: TableOf, set: string) => ({
    name,
    text: `INSERT INTO "${schema}"."${name}" AS t (${list(Object.keys(columns))}) SELECT * FROM unnest(${Object.values(columns)
      .map((type, index) => `$${index + 1}::${type}[]`)
      .join(', ')}) ON CONFLICT (${list(keys)}) DO ${set}`,
  });
  const others = ({ columns, keys }: TableOf) => Object.keys(columns).filter((name) => !keys.includes(name));
  const replace = (name: string, table: TableOf) =>
    insert(name, table, `UPDATE SET ${others(table).map((column) => `"${column}" = excluded."${column}"`).join(', ')}`); // prettier-ignore
  const add = (name: string, table: TableOf) =>
    insert(name, table, `UPDATE SET ${others(table).map((column) => `"${column}" = t."${column}" + excluded."${column}"`).join(', ')}`); // prettier-ignore
  const statements = {
    question: replace('question', QUESTION),
    answer: replace('answer', ANSWER),
    tally: add('tally', TALLY),
    views: add('views', VIEWS),
    topic: replace('topic', TOPIC),
    questionTopic: insert('question_topic', QUESTION_TOPIC, 'NOTHING'),
    findQuestions: { name: 'find_questions', text: `SELECT * FROM "${schema}".question WHERE id = ANY($1::text[])` },
    findAnswers: {
      name: 'find_answers',
      text: `SELECT t.* FROM unnest($1::text[], $2::text[]) AS k (q, a) JOIN "${schema}".answer t ON t."questionId" = k.q AND t.id = k.a`,
    },
    swap: { name: 'swap', text: `UPDATE "${schema}".checkpoint SET position = $1 WHERE partition = 'all' AND position = $2` },
  };
  const write = async (statement: { name: string; text: string }, { columns }: TableOf, rows: readonly Cells[]) => {
    if (rows.length > 0)
      await client.query({ ...statement, values: Object.keys(columns).map((name) => rows.map((row) => row[name] ?? null)) });
  };

  await client.query(`INSERT INTO "${schema}".checkpoint VALUES ('all', '')`);
  let [from, events] = ['', 0];
  for (const batch of batches) {
    const folded = await fold(batch);
    const to = batch.at(-1)!.position;
    await client.query('BEGIN; SET LOCAL synchronous_commit = off');
    const { rowCount } = await client.query({ ...statements.swap, values: [to, from] });
    if (rowCount !== 1) throw new Error('Another worker is ahead');
    await write(statements.question, QUESTION, [...folded.questions.values()]);
    await write(statements.answer, ANSWER, [...folded.answers.values()]);
    await write(statements.tally, TALLY, [...folded.tallies.values()]);
    await write(statements.topic, TOPIC, folded.topics);
    await write(statements.questionTopic, QUESTION_TOPIC, folded.questionTopics);
    await write(statements.views, VIEWS, [...folded.views.values()]);
    await client.query('COMMIT');
    from = to;
    events += batch.length;
  }
  return events;

  async function fold(batch: readonly RecordedEvent[]) {
    const questions = new Map<string, Cells>();
    const answers = new Map<string, Cells>();
    const tallies = new Map<string, Cells>();
    const views = new Map<string, Cells>();
    const topics: Cells[] = [];
    const questionTopics: Cells[] = [];
    const wanted = { questions: new Set<string>(), answers: new Map<string, string>() };
    for (const { type, data } of batch as readonly Trusted[]) {
      if (type === 'AnswerRevised.v1') wanted.answers.set(data.answerId, data.questionId);
      if (type === 'QuestionEdited.v1' || type === 'AnswerAccepted.v1') wanted.questions.add(data.questionId);
    }
    if (wanted.questions.size > 0) {
      const { rows } = await client.query({ ...statements.findQuestions, values: [[...wanted.questions]] });
      for (const row of rows) questions.set(row.id, row);
    }
    if (wanted.answers.size > 0) {
      const { rows } = await client.query({
        ...statements.findAnswers,
        values: [[...wanted.answers.values()], [...wanted.answers.keys()]],
      });
      for (const row of rows) answers.set(row.id, row);
    }
    const rate = (questionId: string, targetId: string, value: string) => {
      let tally = tallies.get(targetId);
      if (!tally) tallies.set(targetId, (tally = { questionId, targetId, helpful: 0, notHelpful: 0 }));
      const name = value === 'helpful' ? 'helpful' : 'notHelpful';
      tally[name] = (tally[name] as number) + 1;
    };
    for (const { type, occurredAt, data } of batch as readonly Trusted[])
      switch (type) {
        case 'AnswerRated.v1':
          rate(data.questionId, data.answerId, data.value);
          break;
        case 'QuestionRated.v1':
          rate(data.questionId, data.questionId, data.value);
          break;
        case 'AnswerPublished.v1':
          answers.set(data.answerId, { ...data, ...data.byline, id: data.answerId, publishedAt: occurredAt, revisedAt: null, withdrawn: false }); // prettier-ignore
          break;
        case 'QuestionAsked.v1':
          questions.set(data.questionId, { ...data, id: data.questionId, askedAt: occurredAt, status: 'open', closedBecause: null, withdrawn: false, acceptedAnswerId: null, topics: JSON.stringify(data.topics) }); // prettier-ignore
          for (const topic of data.topics) questionTopics.push({ topic, questionId: data.questionId });
          break;
        case 'AnswerRevised.v1':
          Object.assign(answers.get(data.answerId)!, { body: data.body, revisedAt: occurredAt });
          break;
        case 'QuestionEdited.v1':
          Object.assign(questions.get(data.questionId)!, { title: data.title, body: data.body });
          break;
        case 'AnswerAccepted.v1':
          questions.get(data.questionId)!['acceptedAnswerId'] = data.answerId;
          break;
        case 'ViewsImported.v1':
          for (const { questionId, views: count } of data.counts) {
            const found = views.get(questionId);
            if (found) found['imported'] = (found['imported'] as number) + count;
            else views.set(questionId, { questionId, targetId: questionId, counted: 0, imported: count });
          }
          break;
        case 'TopicCreated.v1':
          topics.push({ key: data.topic, name: data.name });
      }
    return { questions, answers, tallies, views, topics, questionTopics };
  }
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the bare loop trusts its input
type Trusted = RecordedEvent<string, any>;
