import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { logLines, type LogLine } from './log-lines.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-lines-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function linesOf(content: Buffer | string): Promise<LogLine[]> {
  const file = join(folder, 'log');
  writeFileSync(file, content);
  const lines: LogLine[] = [];
  for await (const some of logLines(file, () => undefined)) lines.push(...some);
  return lines;
}

const numbered = Array.from({ length: 40_000 }, (_, index) => `line ${index} ${'é'.repeat(index % 30)}\n`).join('') + 'the last';

it.each([
  ['plain', Buffer.from(numbered)],
  ['gzip', gzipSync(numbered)],
  ['gzip of two parts', Buffer.concat([gzipSync(numbered.slice(0, 5000)), gzipSync(numbered.slice(5000))])],
])('of a %s log are all there, each at its place in the content', async (_what, content) => {
  const lines = await linesOf(content);
  expect(Buffer.concat(lines.map(({ bytes }) => bytes)).toString()).toBe(numbered);
  let at = 0;
  for (const { bytes, from, to } of lines) {
    expect([from, to]).toEqual([at, at + bytes.length]);
    at = to;
  }
  expect(lines).toHaveLength(40_001);
});

it('of a log without any are none', async () => expect(await linesOf('')).toEqual([]));

it('that are too long are told piece by piece, and end', async () => {
  const lines = await linesOf(`a\n${'x'.repeat(700_000)}\nb\n`);
  expect(lines.filter(({ piece }) => !piece).map(({ bytes }) => bytes.toString())).toEqual(['a\n', 'b\n']);
  const pieces = lines.filter(({ piece }) => piece);
  expect(pieces.map(({ piece }) => piece?.ends)).toEqual([...pieces.slice(1).map(() => false), true]);
});

it('of a gzip log that was cut off are an error', async () => {
  await expect(linesOf(gzipSync(numbered).subarray(0, 2000))).rejects.toThrow('unexpected end of file');
});
