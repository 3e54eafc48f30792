import { AnswerPublished, QuestionAsked, ViewsImported } from '@stoa/contracts';
import type { RecordedEvent } from '@stoa/kernel';
import pg from 'pg';

/* eslint-disable @typescript-eslint/no-explicit-any -- the bare loop trusts its input */
type Row = Record<string, any>;

interface Shape {
  readonly table: string;
  readonly keys: readonly string[];
  readonly columns: Readonly<Record<string, 'text' | 'bigint' | 'boolean'>>;
}

const text = (...names: string[]) => Object.fromEntries(names.map((name) => [name, 'text' as const]));
const QUESTION: Shape = {
  table: 'question',
  keys: ['id'],
  columns: {
    ...text(
      'id',
      'slug',
      'askerId',
      'askerDisplayName',
      'title',
      'askedAt',
      'status',
      'closedBecause',
      'topics',
      'acceptedAnswerId',
      'body',
    ),
    withdrawn: 'boolean',
  },
};
const ANSWER: Shape = {
  table: 'answer',
  keys: ['questionId', 'id'],
  columns: {
    ...text('questionId', 'id', 'mentorId', 'handle', 'displayName', 'title', 'company', 'publishedAt', 'revisedAt', 'body'),
    yearsOfExperience: 'bigint',
    withdrawn: 'boolean',
  },
};
const TOPIC: Shape = { table: 'topic', keys: ['key'], columns: text('key', 'name') };
const QUESTION_TOPIC: Shape = { table: 'question_topic', keys: ['topic', 'questionId'], columns: text('topic', 'questionId') };
const TALLY: Shape = {
  table: 'tally',
  keys: ['questionId', 'targetId'],
  columns: { ...text('questionId', 'targetId'), helpful: 'bigint', notHelpful: 'bigint' },
};
const VIEWS: Shape = {
  table: 'views',
  keys: ['questionId', 'targetId'],
  columns: { ...text('questionId', 'targetId'), counted: 'bigint', imported: 'bigint' },
};

/**
 * The bare limit of a rebuild on Postgres: one loop written by hand for the tables of question-page. Each batch loads the rows that it
 * changes, folds, and writes by `unnest` in one transaction that begins with the compare-and-set of the checkpoint.
 */
export async function barePostgresRebuild(
  url: string,
  schema: string,
  batches: readonly (readonly RecordedEvent[])[],
  createIndexes: readonly string[],
): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(`SET search_path = "${schema}"; SET synchronous_commit = off`);
  await client.query(`INSERT INTO checkpoint VALUES ('all', '')`);
  const run = (name: string, sql: string, values: unknown[]) => client.query<Row>({ name, text: sql, values });
  const write = (shape: Shape, rows: readonly Row[], sums: readonly string[] = []) =>
    rows.length === 0
      ? undefined
      : run(
          `put-${shape.table}`,
          upsertOf(shape, sums),
          Object.keys(shape.columns).map((name) => rows.map((row) => row[name] ?? null)),
        );
  let from = '';
  for (const events of batches) {
    const [questions, answers] = [new Map<string, Row>(), new Map<string, Row>()];
    const [topics, tallies, views] = [new Map<string, Row>(), new Map<string, Row>(), new Map<string, Row>()];
    const questionTopics: Row[] = [];
    const wanted = { questions: new Set<string>(), answers: new Map<string, string>() };
    for (const { type, data } of events as readonly RecordedEvent<string, any>[])
      if (type === 'AnswerRevised.v1') wanted.answers.set(data.answerId, data.questionId);
      else if (type === 'QuestionEdited.v1' || type === 'AnswerAccepted.v1') wanted.questions.add(data.questionId);
    const found = await run('questions', 'SELECT * FROM question WHERE id = ANY($1::text[])', [[...wanted.questions]]);
    for (const row of found.rows) questions.set(row['id'], row);
    const others = await run(
      'answers',
      `SELECT a.* FROM unnest($1::text[], $2::text[]) AS given("questionId", id) JOIN answer a USING ("questionId", id)`,
      [[...wanted.answers.values()], [...wanted.answers.keys()]],
    );
    for (const row of others.rows) answers.set(row['id'], row);
    const rate = (questionId: string, targetId: string, value: string) => {
      const tally = remembered(tallies, targetId, () => ({ questionId, targetId, helpful: 0, notHelpful: 0 }));
      if (value === 'helpful') tally['helpful']++;
      else tally['notHelpful']++;
    };
    for (const { type, data, occurredAt } of events as readonly RecordedEvent<string, any>[])
      switch (type) {
        case 'AnswerRated.v1':
          rate(data.questionId, data.answerId, data.value);
          break;
        case 'QuestionRated.v1':
          rate(data.questionId, data.questionId, data.value);
          break;
        case AnswerPublished.type:
          answers.set(data.answerId, {
            ...data,
            ...data.byline,
            id: data.answerId,
            publishedAt: occurredAt,
            revisedAt: null,
            withdrawn: false,
          });
          break;
        case QuestionAsked.type:
          questions.set(data.questionId, {
            ...data,
            id: data.questionId,
            askedAt: occurredAt,
            status: 'open',
            closedBecause: null,
            withdrawn: false,
            acceptedAnswerId: null,
            topics: JSON.stringify(data.topics),
          });
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
        case ViewsImported.type:
          for (const { questionId, answerId, views: counted } of data.counts) {
            const targetId = answerId ?? questionId;
            remembered(views, targetId, () => ({ questionId, targetId, counted: 0, imported: 0 }))['imported'] += counted;
          }
          break;
        case 'TopicCreated.v1':
          topics.set(data.topic, { key: data.topic, name: data.name });
      }
    const to = events.at(-1)!.position;
    await client.query('BEGIN');
    const moved = await run('swap', `UPDATE checkpoint SET position = $1 WHERE partition = 'all' AND position = $2`, [to, from]);
    if (moved.rowCount !== 1) throw new Error('Another worker is ahead');
    await write(QUESTION, [...questions.values()]);
    await write(ANSWER, [...answers.values()]);
    await write(TALLY, [...tallies.values()], ['helpful', 'notHelpful']);
    await write(VIEWS, [...views.values()], ['counted', 'imported']);
    await write(TOPIC, [...topics.values()]);
    await write(QUESTION_TOPIC, questionTopics);
    await client.query('COMMIT');
    from = to;
  }
  for (const statement of createIndexes) await client.query(statement);
  await client.end();
}

function upsertOf({ table, keys, columns }: Shape, sums: readonly string[]): string {
  const quoted = (name: string) => `"${name}"`;
  const names = Object.keys(columns).map(quoted).join(', ');
  const arrays = Object.values(columns).map((type, index) => `$${index + 1}::${type}[]`);
  const set = Object.keys(columns)
    .filter((name) => !keys.includes(name))
    .map((name) => `"${name}" = ${sums.includes(name) ? `t."${name}" + ` : ''}excluded."${name}"`);
  const conflict = `ON CONFLICT (${keys.map(quoted).join(', ')}) DO ${set.length > 0 ? `UPDATE SET ${set.join(', ')}` : 'NOTHING'}`;
  return `INSERT INTO ${table} AS t (${names}) SELECT * FROM unnest(${arrays.join(', ')}) ${conflict}`;
}

function remembered(rows: Map<string, Row>, key: string, make: () => Row): Row {
  const known = rows.get(key);
  if (known !== undefined) return known;
  const made = make();
  rows.set(key, made);
  return made;
}
