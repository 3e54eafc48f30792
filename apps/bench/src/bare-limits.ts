import { createReadStream, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { AnswerPublished, QuestionAsked, ViewsImported } from '@stoa/contracts';
import { Sqlite, type Database } from '@stoa/sqlite';
import { SaxesParser } from 'saxes';

// Bare limits: what the same libraries do with prepared statements and none of our code between. Every ratio is against one of these.

/** Appends of one event each, each in a transaction of its own that reaches the disk. Gives events a second. */
export function bareAppend(file: string, count: number, data: string): number {
  const db = new Sqlite(file);
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  db.exec(
    'CREATE TABLE event (position INTEGER PRIMARY KEY, stream TEXT, revision INTEGER, id TEXT, type TEXT, occurred_at TEXT, recorded_at TEXT, data TEXT, meta TEXT, UNIQUE (stream, revision)) STRICT',
  );
  const insert = db.prepare(
    'INSERT INTO event (stream, revision, id, type, occurred_at, recorded_at, data, meta) VALUES (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const started = performance.now();
  for (let index = 0; index < count; index++)
    insert.run(`stream-${index % 16}`, Math.floor(index / 16), `id-${index}`, 'Type.v1', 'now', 'now', data, '{}');
  const rate = count / ((performance.now() - started) / 1000);
  db.close();
  return rate;
}

/** A server that sends the pages of these addresses from memory and does nothing else. */
export function bareServer(pages: ReadonlyMap<string, Buffer>): Server {
  return createServer((request, response) => {
    const page = pages.get(request.url ?? '')!;
    response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-length': page.length });
    response.end(page);
  });
}

/** Reads and parses every XML file of a dump and looks at each row's attributes. Gives rows and bytes. */
export async function bareXml(folder: string): Promise<{ rows: number; bytes: number }> {
  let [rows, bytes] = [0, 0];
  for (const name of ['Posts.xml', 'Users.xml', 'Votes.xml', 'Tags.xml', 'PostHistory.xml'].filter((file) =>
    readdirSync(folder).includes(file),
  )) {
    const parser = new SaxesParser();
    parser.on('opentag', () => void rows++);
    for await (const chunk of createReadStream(join(folder, name), { encoding: 'utf8', highWaterMark: 1 << 18 })) {
      bytes += (chunk as string).length;
      parser.write((chunk as string).replace(/^\ufeff/, ''));
    }
    parser.close();
  }
  return { rows, bytes };
}

type Value = string | number | null;
interface Tally {
  questionId: string;
  targetId: string;
  helpful: number;
  notHelpful: number;
}
interface Views {
  questionId: string;
  targetId: string;
  imported: number;
}
type Cells = Record<string, Value>;

const QUESTION = [
  'id',
  'slug',
  'askerId',
  'askerDisplayName',
  'title',
  'askedAt',
  'status',
  'closedBecause',
  'withdrawn',
  'topics',
  'acceptedAnswerId',
  'body',
];
const ANSWER = [
  'questionId',
  'id',
  'mentorId',
  'handle',
  'displayName',
  'title',
  'company',
  'yearsOfExperience',
  'publishedAt',
  'revisedAt',
  'withdrawn',
  'body',
];

/** The bare limit of a rebuild: one loop written by hand for exactly these tables, with prepared statements and no engine. */
export function bareRebuild(
  log: string,
  target: string,
  createTables: readonly string[],
  createIndexes: readonly string[],
  batchSize: number,
): { events: number } {
  const source = new Sqlite(log, { readonly: true });
  const db = new Sqlite(target);
  for (const pragma of ['journal_mode = WAL', 'synchronous = NORMAL', 'cache_size = -65536', 'temp_store = MEMORY'])
    db.pragma(pragma);
  for (const statement of createTables) db.exec(statement);
  db.exec(`INSERT INTO checkpoint VALUES ('all', '')`);
  const read = source
    .prepare('SELECT position, type, occurred_at, data FROM event WHERE position > ? ORDER BY position LIMIT ?')
    .raw();
  const loop = foldBy(db);
  let from = 0;
  let events = 0;
  for (;;) {
    const rows = read.all(from, batchSize) as [number, string, string, string][];
    const last = rows.at(-1);
    if (!last) break;
    loop(rows, from);
    from = last[0];
    events += rows.length;
  }
  for (const statement of createIndexes) db.exec(statement);
  source.close();
  db.close();
  return { events };
}

/** Reading and parsing alone. */
export function bareRead(log: string, batchSize: number): { events: number; bytes: number } {
  const source = new Sqlite(log, { readonly: true });
  const read = source
    .prepare('SELECT position, type, occurred_at, data FROM event WHERE position > ? ORDER BY position LIMIT ?')
    .raw();
  let [from, events, bytes] = [0, 0, 0];
  for (;;) {
    const rows = read.all(from, batchSize) as [number, string, string, string][];
    const last = rows.at(-1);
    if (!last) break;
    for (const row of rows) {
      JSON.parse(row[3]);
      bytes += row[3].length;
    }
    from = last[0];
    events += rows.length;
  }
  source.close();
  return { events, bytes };
}

function foldBy(db: Database): (rows: readonly [number, string, string, string][], from: number) => void {
  const upsert = (table: string, columns: readonly string[], keys: readonly string[]) =>
    db.prepare(
      `INSERT INTO ${table} (${columns.map((name) => `"${name}"`).join(',')}) VALUES (${columns.map(() => '?').join(',')}) ON CONFLICT (${keys.map((name) => `"${name}"`).join(',')}) DO UPDATE SET ${columns
        .filter((name) => !keys.includes(name))
        .map((name) => `"${name}" = excluded."${name}"`)
        .join(',')}`,
    );
  const putQuestion = upsert('question', QUESTION, ['id']);
  const putAnswer = upsert('answer', ANSWER, ['questionId', 'id']);
  const putTopic = upsert('topic', ['key', 'name'], ['key']);
  const putQuestionTopic = db.prepare('INSERT INTO question_topic (topic, "questionId") VALUES (?, ?) ON CONFLICT DO NOTHING');
  const addTally = db.prepare(
    'INSERT INTO tally ("questionId", "targetId", helpful, "notHelpful") VALUES (?,?,?,?) ON CONFLICT DO UPDATE SET helpful = helpful + excluded.helpful, "notHelpful" = "notHelpful" + excluded."notHelpful"',
  );
  const addViews = db.prepare(
    'INSERT INTO views ("questionId", "targetId", counted, imported) VALUES (?,?,0,?) ON CONFLICT DO UPDATE SET imported = imported + excluded.imported',
  );
  const findQuestion = db.prepare('SELECT * FROM question WHERE id = ?');
  const findAnswer = db.prepare('SELECT * FROM answer WHERE "questionId" = ? AND id = ?');
  const swap = db.prepare(`UPDATE checkpoint SET position = ? WHERE partition = 'all' AND position = ?`);
  const position = (row: number) => (row === 0 ? '' : String(row).padStart(16, '0'));

  return db.transaction((rows: readonly [number, string, string, string][], from: number) => {
    const questions = new Map<string, Cells>();
    const answers = new Map<string, Cells>();
    const tallies = new Map<string, Tally>();
    const views = new Map<string, Views>();
    const question = (id: string) => remembered(questions, id, () => findQuestion.get(id) as Cells);
    const answer = (questionId: string, id: string) => remembered(answers, id, () => findAnswer.get(questionId, id) as Cells);
    const rate = (questionId: string, targetId: string, value: string) => {
      const tally = remembered(tallies, targetId, () => ({ questionId, targetId, helpful: 0, notHelpful: 0 }));
      if (value === 'helpful') tally.helpful++;
      else tally.notHelpful++;
    };
    for (const [, type, occurredAt, text] of rows) {
      // eslint-disable-next-line @typescript-eslint/no-explicit-any -- the bare loop trusts its input
      const data = JSON.parse(text) as any;
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
            withdrawn: 0,
          });
          break;
        case QuestionAsked.type:
          questions.set(data.questionId, {
            ...data,
            id: data.questionId,
            askedAt: occurredAt,
            status: 'open',
            closedBecause: null,
            withdrawn: 0,
            acceptedAnswerId: null,
            topics: JSON.stringify(data.topics),
          });
          for (const topic of data.topics) putQuestionTopic.run(topic, data.questionId);
          break;
        case 'AnswerRevised.v1':
          Object.assign(answer(data.questionId, data.answerId), { body: data.body, revisedAt: occurredAt });
          break;
        case 'QuestionEdited.v1':
          Object.assign(question(data.questionId), { title: data.title, body: data.body });
          break;
        case 'AnswerAccepted.v1':
          question(data.questionId)['acceptedAnswerId'] = data.answerId;
          break;
        case ViewsImported.type:
          for (const count of data.counts)
            remembered(views, count.questionId, () => ({
              questionId: count.questionId,
              targetId: count.questionId,
              imported: 0,
            })).imported += count.views;
          break;
        case 'TopicCreated.v1':
          putTopic.run(data.topic, data.name);
      }
    }
    if (swap.run(position(rows.at(-1)?.[0] ?? from), position(from)).changes !== 1) throw new Error('Another worker is ahead');
    for (const row of questions.values()) putQuestion.run(QUESTION.map((name) => row[name] ?? null));
    for (const row of answers.values()) putAnswer.run(ANSWER.map((name) => row[name] ?? null));
    for (const { questionId, targetId, helpful, notHelpful } of tallies.values())
      addTally.run(questionId, targetId, helpful, notHelpful);
    for (const { questionId, targetId, imported } of views.values()) addViews.run(questionId, targetId, imported);
  });
}

function remembered<V>(map: Map<string, V>, key: string, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
