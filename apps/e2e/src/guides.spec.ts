import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { MOST_SUM } from '@stoa/kernel';
import { openApi } from '@stoa/api';
import { KAFKA_RIGHTS } from '@stoa/dev-servers';
import { TOPICS } from '@stoa/contracts';
import * as http from '@stoa/http';
import * as markdown from '@stoa/markdown';
import { AT_ONCE } from '@stoa/read-models';

interface Guide {
  readonly name: string;
  readonly written: string;
  readonly expected: string;
}
const root = join(import.meta.dirname, '../../..');
const { guideTexts, regionOf } = (await import(join(root, 'tools/snippets.mjs'))) as {
  guideTexts(): Guide[];
  regionOf(text: string, name: string): string;
};
const guides = guideTexts();

it.each(guides)('the code in $name is what the tests run (npm run docs writes it)', ({ written, expected }) =>
  expect(written).toBe(expected),
);

it('some guides hold code', () => expect(guides.filter(({ written }) => written.includes('#')).length).toBeGreaterThan(2));

it.each(guides)('the files that $name names exist', ({ written }) => {
  const named = [...written.matchAll(/`((?:apps|libs|tools|infra|docs)\/[\w./-]+\.(?:ts|tsx|mjs|json|md|yml))`/g)].map(
    ([, path]) => path!,
  );
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

it('run-it-distributed.md creates the topics by hand that the code asks for', () => {
  const { written } = guides.find(({ name }) => name.includes('run-it-distributed'))!;
  const commands = [...written.matchAll(/^topic (\S+) +--partitions (\d+) --config retention\.ms=(-?\d+)/gm)];
  const topics = commands.map(([, name, partitions, retentionMs]) => [
    name!,
    { partitions: Number(partitions), retentionMs: Number(retentionMs) },
  ]);
  expect(Object.fromEntries(topics)).toEqual(TOPICS);
});

it('run-it-distributed.md gives each process the rights in Kafka with which the secured stack is tested', () => {
  const { written } = guides.find(({ name }) => name.includes('run-it-distributed'))!;
  const rows = [...written.matchAll(/^\| `([\w-]+)` +\| (`stoa\..*?) +\| (.*?) +\| (?:`([\w.-]+)` read|–) +\|$/gm)];
  const rights = rows.map(([, process, topics, operations, group]) => [
    process!,
    {
      topics: [...topics!.matchAll(/`([^`]+)`/g)].map(([, topic]) => topic),
      operations: operations!.split(';')[0]!.toUpperCase().split(', '),
      ...(group && { group }),
    },
  ]);
  expect(Object.fromEntries(rights)).toEqual(KAFKA_RIGHTS);
});

it('limits.md holds the limits of the code (npm run docs writes it)', async () => {
  const { limitsReference } = (await import(join(root, 'tools/limits.mjs'))) as { limitsReference(of: object): string };
  const written = readFileSync(join(root, 'docs/reference/limits.md'), 'utf8');
  expect(written).toBe(limitsReference({ http, markdown, pages: AT_ONCE, mostSum: MOST_SUM, api: openApi() }));
  expect(written).toContain('| commands (`writes`) | a member | 80 in 60 s |');
});

it('decisions are numbered without gaps, and the index lists each', () => {
  const folder = join(root, 'docs/decisions');
  const records = readdirSync(folder)
    .filter((name) => name !== 'README.md')
    .sort();
  expect(records.map((name) => Number(name.slice(0, 4)))).toEqual(records.map((_, index) => index + 1));
  const listed = [...readFileSync(join(folder, 'README.md'), 'utf8').matchAll(/\]\((\d{4}-[\w-]+\.md)\)/g)].map(
    ([, name]) => name,
  );
  expect(listed).toEqual(records);
});

describe('a region', () => {
  it('loses its indentation', () => expect(regionOf('  // #region a\n  one\n    two\n  // #endregion', 'a')).toBe('one\n  two'));
  it('that does not exist is an error', () => expect(() => regionOf('// #region a\n// #endregion', 'b')).toThrow('region b'));
});
