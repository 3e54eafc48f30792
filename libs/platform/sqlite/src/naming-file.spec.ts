import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDurable } from './durable-file.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-naming-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('a file that cannot be opened', () => {
  it.each([
    ['junk.sqlite', 'it is not a SQLite database', (file: string) => writeFileSync(file, 'not a database '.repeat(500))],
    ['folder.sqlite', 'it is a folder', (file: string) => mkdirSync(file)],
    ['none/events.sqlite', `the folder ${folder}/none does not exist`, () => undefined],
  ])('is named with the reason: %s', (name, reason, prepare) => {
    const file = join(folder, name);
    prepare(file);
    expect(() => openDurable(file)).toThrow(`${file} cannot be used: ${reason}.`);
  });
});
