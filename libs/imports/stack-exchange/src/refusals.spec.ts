import { MemoryEventStore } from '@stoa/event-store';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { question, tableXml } from './testing/synthetic-dump.ts';
import { importStackExchange } from './import-stack-exchange.ts';

const folder = mkdtempSync(join(tmpdir(), 'broken-dump-'));
afterAll(() => rmSync(folder, { recursive: true }));
const posts = tableXml('Posts', [question(1)]);

/** Imports these files, in a folder that held nothing else. */
async function importing(files: Record<string, string>) {
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
