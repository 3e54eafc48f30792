import { fsyncSync, openSync, writeSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';

/** The bare limit of taking views: parse, append, sync in groups, and nothing that would make them mean something. */
export function serveBareViews(folder: string): void {
  const file = openSync(join(folder, 'bare-views'), 'a');
  let waiting: { line: string; response: ServerResponse; facts: number }[] = [];
  const write = () => {
    const group = waiting;
    waiting = [];
    writeSync(file, group.map(({ line }) => line).join(''));
    fsyncSync(file);
    for (const { response, facts } of group)
      response.writeHead(202, { 'content-type': 'application/json' }).end(`{"facts":${facts}}`);
  };
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(parts).toString()) as { facts: unknown[] };
      if (waiting.push({ line: `${JSON.stringify(body)}\n`, response, facts: body.facts.length }) === 1) setImmediate(write);
    });
  }).listen(0, '127.0.0.1', () => {
    process.stdout.write(`"url":"http://127.0.0.1:${(server.address() as AddressInfo).port}","msg":"ready"\n`);
  });
  process.once('SIGTERM', () => process.exit(0));
}

/** The bare limit of counting them: the statements that a small site would write over a table of facts. */
export const RAW_TABLE =
  'CREATE TABLE raw (at INTEGER, kind TEXT, class TEXT, visitor TEXT, question TEXT, answer TEXT, mentor TEXT, referrer TEXT, country TEXT, browser TEXT) STRICT';
export const RAW_INDEX = 'CREATE INDEX raw_at ON raw (at)';
const WHERE = `FROM raw WHERE at >= ? AND at < ? AND kind = 'seen' AND class = 'human'`;
export const rawSeries = `SELECT strftime('%Y-%m-%d', at / 1000, 'unixepoch') AS day, count(*) AS views, count(DISTINCT visitor) AS visitors ${WHERE} GROUP BY day ORDER BY day`;
export const rawTop = (column: string): string =>
  `SELECT ${column} AS value, count(*) AS views, count(DISTINCT visitor) AS visitors ${WHERE} GROUP BY value ORDER BY views DESC, value LIMIT 10`;
