import { QuestionAsked } from '@stoa/contracts';
import { MemoryEventStore } from '@stoa/event-store';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { question, tableXml } from './testing/synthetic-dump.ts';
import { importStackExchange } from './import-stack-exchange.ts';

const folder = mkdtempSync(join(tmpdir(), 'broken-dump-'));
afterAll(() => rmSync(folder, { recursive: true }));
const posts = tableXml('Posts', [question(1)]);

/** Imports these files, in a folder that held nothing else. */
async function importing(files: Record<string, string | Buffer>) {
  const here = mkdtempSync(join(folder, 'case-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(here, name), text);
  const store = new MemoryEventStore();
  const outcome = await importStackExchange({ folder: here, into: { store }, source: 's' }).catch(
    (error: Error & { code?: string }) => error,
  );
  return { outcome, head: await store.head() };
}
const refusal = (code: string, message: RegExp) => ({ outcome: { code, message: expect.stringMatching(message) }, head: '' });

describe('an import refuses, with the store as it was,', () => {
  it('an empty folder and one that is not there', async () => {
    expect(await importing({})).toMatchObject(refusal('validation-failed', /holds no Posts\.xml/));
    const store = new MemoryEventStore();
    const missing = importStackExchange({ folder: join(folder, 'nowhere'), into: { store } });
    await expect(missing).rejects.toMatchObject({ code: 'validation-failed' });
  });

  it('an empty file', async () => {
    expect(await importing({ 'Posts.xml': '' })).toMatchObject(refusal('malformed-request', /^Posts\.xml, line 1, column 1: /));
  });

  it('XML that is broken, in any table, with file, line and column', async () => {
    const votes = '\ufeff<?xml version="1.0" encoding="utf-8"?>\n<votes>\n  <row Id="1" PostId=1 />\n</votes>';
    expect(await importing({ 'Posts.xml': posts, 'Votes.xml': votes })).toMatchObject(
      refusal('malformed-request', /^Votes\.xml, line 3, column \d+: unquoted attribute value/),
    );
  });

  it('a file that ends too early', async () => {
    expect(await importing({ 'Posts.xml': posts.slice(0, -20) })).toMatchObject(
      refusal('malformed-request', /^Posts\.xml, line 3/),
    );
  });

  it('XML that is no table', async () => {
    expect(await importing({ 'Posts.xml': '<html/>' })).toMatchObject(
      refusal('malformed-request', /expected <Posts>, found <html>/),
    );
  });

  it('bytes that are none of the encoding, with line and byte, also across chunks', async () => {
    const bytes = Buffer.from(posts.replace('How do you', 'H\u00e9 do you'));
    const at = bytes.indexOf(0xc3);
    bytes[at + 1] = 0x28;
    expect(await importing({ 'Posts.xml': bytes })).toMatchObject(
      refusal('malformed-request', new RegExp(`^Posts\\.xml, line 3, byte ${at + 1}: the byte 0x28 is not UTF-8`)),
    );
    const far = Buffer.from(
      posts.replace('</Posts>', '').replace('</posts>', `${'\n<row Id="x" />'.repeat(40_000)}\n\u00ff</posts>`),
    );
    far[far.length - 12] = 0xff;
    expect(await importing({ 'Posts.xml': far })).toMatchObject(
      refusal('malformed-request', new RegExp(`^Posts\\.xml, line \\d+, byte ${far.indexOf(0xff)}: the byte 0xff is not UTF-8`)),
    );
  });

  it('a file that ends within a character', async () => {
    const bytes = Buffer.concat([Buffer.from(posts), Buffer.from([0xe2, 0x82])]);
    expect(await importing({ 'Posts.xml': bytes })).toMatchObject(
      refusal('malformed-request', new RegExp(`byte ${bytes.length - 2}: the file ends within a character`)),
    );
  });

  it('an encoding that nobody knows, by its name', async () => {
    const text = posts.replace('utf-8', 'klingon-1').slice(1);
    expect(await importing({ 'Posts.xml': text })).toMatchObject(refusal('malformed-request', /written in klingon-1/));
  });

  it('what is no folder of a dump, each with what to do', async () => {
    const at = (name: string) => join(folder, name);
    writeFileSync(at('site.7z'), '');
    writeFileSync(at('Posts.xml'), posts);
    mkdirSync(join(at('nested'), 'Posts.xml'), { recursive: true });
    mkdirSync(at('packed'));
    writeFileSync(join(at('packed'), 'site.7z'), '');
    for (const [name, sentence] of [
      ['site.7z', /is an archive\. Unpack it first \(7z x .*site\.7z -o<folder>\)/],
      ['Posts.xml', /is a file\. Name the folder/],
      ['nested', /Posts\.xml in .*nested is a folder/],
      ['packed', /Unpack site\.7z first/],
      ['nowhere', /There is no folder/],
    ] as const) {
      const outcome = importStackExchange({ folder: at(name), into: { store: new MemoryEventStore() }, source: 's' });
      await expect(outcome).rejects.toMatchObject({ code: 'validation-failed', message: expect.stringMatching(sentence) });
    }
    expect(await importing({ 'Posts.xml': posts, 'posts.xml': posts })).toMatchObject(
      refusal('validation-failed', /holds Posts\.xml and posts\.xml/),
    );
  });

  it('a source that cannot be named', async () => {
    const here = mkdtempSync(join(folder, 'case-'));
    const store = new MemoryEventStore();
    await expect(importStackExchange({ folder: here, into: { store }, source: '' })).rejects.toMatchObject({
      code: 'validation-failed',
    });
  });
});

it('takes references that XML does not allow for what they are: text', async () => {
  const { outcome } = await importing({ 'Posts.xml': posts.replace('Title="', 'Title="&#x1F;&#xD800;') });
  expect(outcome).toMatchObject({ questions: 1, eventsAppended: 6 });
});

describe('an import reads', () => {
  const title = 'Caf\u00e9 \u2013 why?';
  const text = tableXml('Posts', [question(1, { Title: title })]);
  const utf16 = Buffer.from(text, 'utf16le');
  const declared = (encoding: string) => text.slice(1).replace('utf-8', encoding);
  const latin = Buffer.from(declared('windows-1252').replace('\u2013', '\u0096'), 'latin1');

  it.each<[string, Record<string, string | Buffer>]>([
    ['UTF-16, little end first', { 'Posts.xml': utf16 }],
    ['UTF-16, big end first', { 'Posts.xml': Buffer.from(utf16).swap16() }],
    ['UTF-8 without a mark or a declaration', { 'Posts.xml': text.slice(text.indexOf('<posts>')) }],
    ['Windows-1252, as declared', { 'Posts.xml': latin }],
    ['names in lower case', { 'posts.xml': text }],
  ])('%s', async (_what, files) => {
    const { asked } = await importingTitles(files);
    expect(asked).toEqual([title]);
  });

  it('dates that the calendar has and that have come, and names the rows of all others', async () => {
    const rows = [
      question(1),
      question(2, { CreationDate: '2020-02-30T10:00:00.000' }),
      question(3, { CreationDate: '9999-01-01T00:00:00.000' }),
      question(4, { CreationDate: '2020-02-29T10:00:00.000', LastActivityDate: '9999-01-01T00:00:00.000' }),
    ];
    const { outcome } = await importing({ 'Posts.xml': tableXml('Posts', rows) });
    expect(outcome).toMatchObject({
      questions: 2,
      firstStrayRows: [
        { row: '2', reason: 'the CreationDate is no date, or after tomorrow', target: '2020-02-30T10:00:00.000' },
        { row: '3', target: '9999-01-01T00:00:00.000' },
      ],
    });
  });

  async function importingTitles(files: Record<string, string | Buffer>) {
    const here = mkdtempSync(join(folder, 'case-'));
    for (const [name, content] of Object.entries(files)) writeFileSync(join(here, name), content);
    const store = new MemoryEventStore();
    await importStackExchange({ folder: here, into: { store }, source: 's' });
    const asked: string[] = [];
    for await (const batch of store.readAll(''))
      for (const { type, data } of batch) if (type === QuestionAsked.type) asked.push((data as { title: string }).title);
    return { asked };
  }
});
