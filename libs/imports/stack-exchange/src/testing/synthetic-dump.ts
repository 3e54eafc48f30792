import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Row = Record<string, string | number>;
export type Tables = Partial<Record<'Posts' | 'Users' | 'Tags' | 'Votes' | 'PostHistory', readonly Row[]>>;

const escaped = (value: string | number) =>
  `${value}`.replace(/[&<>"\n\r\t]/g, (character) => `&#x${character.charCodeAt(0).toString(16).toUpperCase()};`);

/** The text of a table as the dumps write it, with a byte-order mark. */
export const tableXml = (table: string, rows: readonly Row[]): string => {
  const lines = rows.map(
    (row) =>
      `  <row ${Object.entries(row)
        .map(([name, value]) => `${name}="${escaped(value)}"`)
        .join(' ')} />`,
  );
  const root = table.toLowerCase();
  return ['\ufeff<?xml version="1.0" encoding="utf-8"?>', `<${root}>`, ...lines, `</${root}>`, ''].join('\n');
};

/** Writes a dump of made-up rows into a new folder and gives its path. */
export function writeDump(tables: Tables): string {
  const folder = mkdtempSync(join(tmpdir(), 'synthetic-dump-'));
  for (const [table, rows] of Object.entries(tables)) writeFileSync(join(folder, `${table}.xml`), tableXml(table, rows));
  return folder;
}

/** `12:30` on a day of May 2020, as the dumps write times. */
export const day = (number: number, time = '12:00:00.000') => `2020-05-${String(number).padStart(2, '0')}T${time}`;

export const question = (id: number, more: Row = {}): Row => ({
  Id: id,
  PostTypeId: 1,
  CreationDate: day(1),
  Score: 0,
  ViewCount: 10 * id,
  Title: `How do you plan week ${id}?`,
  Tags: '<planning>',
  Body: '<p>Tell me <strong>how</strong>.</p>',
  OwnerUserId: 1,
  LastActivityDate: day(20),
  ...more,
});
export const answer = (id: number, parent: number, more: Row = {}): Row => ({
  Id: id,
  PostTypeId: 2,
  ParentId: parent,
  CreationDate: day(2),
  Score: 0,
  Body: '<p>With a list.</p>',
  OwnerUserId: 2,
  LastActivityDate: day(20),
  ...more,
});
export const user = (id: number, name: string, more: Row = {}): Row => ({
  Id: id,
  DisplayName: name,
  CreationDate: day(1),
  ...more,
});
export const vote = (id: number, post: number, type: number, more: Row = {}): Row => ({
  Id: id,
  PostId: post,
  VoteTypeId: type,
  CreationDate: day(3, '00:00:00.000'),
  ...more,
});
export const history = (id: number, post: number, type: number, text: string, more: Row = {}): Row => ({
  Id: id,
  PostId: post,
  PostHistoryTypeId: type,
  RevisionGUID: `revision-${post}-${day(1)}`,
  CreationDate: day(1),
  UserId: 1,
  Text: text,
  ...more,
});
