import { ViewsRecorded, decodeFacts, isView, type ClassifiedFact } from '@stoa/contracts';
import type { EventStore } from '@stoa/kernel';
import pg from 'pg';

/** A visitor's pseudonym is one day's. */
const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const SITE = 1;
/** A row for each counted view, and the indexes that let a site's range and its visitors be found. */
const TABLE = `CREATE TABLE raw_view (site integer NOT NULL, at timestamptz NOT NULL, visitor text NOT NULL, visit text NOT NULL,
  question text, answer text, referrer text, country text, browser text)`;
const INDEXES = ['(site, at)', '(site, at, visitor)', '(site, at, visitor, visit)', '(visitor)', '(visit)'];
const INSERT = `INSERT INTO raw_view SELECT ${SITE}, to_timestamp(at / 1000.0), visitor, visit, question, answer, referrer, country, browser
  FROM unnest($1::bigint[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[])
  AS told(at, visitor, visit, question, answer, referrer, country, browser)`;
const HEADLINE = `SELECT sum(views) AS views, count(DISTINCT visitor) AS visitors, count(*) AS visits,
    sum(CASE WHEN views = 1 THEN 1 ELSE 0 END) AS bounces, sum(seconds) AS seconds
  FROM (
    SELECT visitor, visit, count(*) AS views, extract(epoch FROM max(at) - min(at)) AS seconds
    FROM raw_view WHERE site = ${SITE} AND at >= to_timestamp($1 / 1000.0) AND at < to_timestamp($2 / 1000.0)
    GROUP BY visitor, visit
  ) AS visited`;
const ROWS_AT_ONCE = 20_000;

/** Counted views as a small site keeps them: a row for each, and SQL that groups them. A visit is what one visitor reads within an hour. */
export class RawViews {
  private constructor(private readonly client: pg.Client) {}

  static async of(store: EventStore, url: string): Promise<RawViews> {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    await writeViews(store, client);
    return new RawViews(client);
  }

  /** The numbers at the top of a dashboard: first of each visit, then of all. */
  async headline(from: number, to: number): Promise<{ views: number; visitors: number }> {
    const { rows } = await this.client.query<{ views: string; visitors: string }>(HEADLINE, [from, to]);
    return { views: Number(rows[0]!.views), visitors: Number(rows[0]!.visitors) };
  }

  close(): Promise<void> {
    return this.client.end();
  }
}

async function writeViews(store: EventStore, client: pg.Client): Promise<void> {
  await client.query(TABLE);
  let waiting: ClassifiedFact[] = [];
  const write = async () => {
    const column = (of: (fact: ClassifiedFact) => unknown) => waiting.map(of);
    const values = [
      column(({ at }) => at),
      column(({ at, reader }) => `${reader.visitor}-${Math.floor(at / DAY_MS)}`),
      column(({ at, reader }) => `${reader.visitor}-${Math.floor(at / HOUR_MS)}`),
      column(({ target }) => target?.questionId),
      column(({ target }) => target?.answerId),
      column(({ referrer }) => referrer),
      column(({ reader }) => reader.country),
      column(({ reader }) => reader.browser),
    ];
    waiting = [];
    await client.query(INSERT, values);
  };
  for await (const events of store.readAll('', { batchSize: 50 }))
    for (const { type, data } of events) {
      if (type !== ViewsRecorded.type) continue;
      waiting.push(...decodeFacts((data as { facts: string }).facts).filter(isView));
      if (waiting.length >= ROWS_AT_ONCE) await write();
    }
  if (waiting.length > 0) await write();
  for (const columns of INDEXES) await client.query(`CREATE INDEX ON raw_view ${columns}`);
  await client.query('VACUUM (ANALYZE) raw_view');
}
