import { QueryAnalytics, analyticsQuery } from '@stoa/contracts';
import { SqliteRows, schemaOf } from '@stoa/projections-store';
import { QueryAnalyticsHandler } from '@stoa/read-models';
import { projections, viewRollups } from '@stoa/read-models/projections';
import { dashboardQueries, readDashboardRequest, type DashboardScope } from '@stoa/site';
import { Sqlite, type Database } from '@stoa/sqlite';

export type BoundStatement = readonly [sql: string, values: readonly unknown[]];

/** The SQL that the panels of a dashboard run over the rollups in a file, with its values. */
export async function dashboardStatements(file: string, scope: DashboardScope): Promise<BoundStatement[]> {
  const statements: BoundStatement[] = [];
  const db = new Sqlite(file, { readonly: true });
  const prepare = (sql: string) => {
    const statement = db.prepare(sql);
    return { all: (...values: unknown[]) => (statements.push([sql, values]), statement.all(...values)) };
  };
  const schema = await schemaOf(projections.find(({ name }) => name === viewRollups.name)!);
  const rows = new SqliteRows({ prepare } as unknown as Database, schema);
  const unused = () => Promise.reject(new Error('A panel reads rows alone'));
  const served = Object.assign(rows, { version: undefined, documentHead: unused, document: unused, waitFor: async () => {} });
  // What is of the last minutes is read from the log: the page alone does that.
  const log = { async *read() {} };
  const handler = new QueryAnalyticsHandler({ of: () => served, html: { render: unused } }, log);
  for (const { query } of dashboardQueries(readDashboardRequest(scope, new URLSearchParams())))
    await handler.execute(new QueryAnalytics(analyticsQuery.parse(query)));
  db.close();
  return statements;
}

/** Runs the statements so many times, each prepared once, and gives the CPU time of all of them together for each time, in milliseconds. */
export function runStatements(file: string, statements: readonly BoundStatement[], times: number): number {
  const db = new Sqlite(file, { readonly: true });
  const prepared = statements.map(([sql, values]) => ({ statement: db.prepare(sql), values }));
  const round = () => {
    for (const { statement, values } of prepared) statement.all(...values);
  };
  round();
  const before = process.cpuUsage();
  for (let time = 0; time < times; time++) round();
  const { user, system } = process.cpuUsage(before);
  db.close();
  return (user + system) / times / 1000;
}
