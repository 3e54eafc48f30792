import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openEventStore } from '@stoa/event-store';
import { everything } from '@stoa/event-store/testing/stores';
import { describeWith } from '@stoa/dev-servers';
import { openDataFolder } from '@stoa/data-folder';
import { run } from './program.ts';
import { writeSmallDump } from './testing/small-dump.ts';

/** Work of more than two seconds says how far it is. */
const ONLY_PROGRESS = /^(?:copying: .*\n)*$/;

await describeWith('events copy', ['eventstore'], (servers) => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-cli-copy-'));
  const [data, back] = [join(folder, 'data'), join(folder, 'back')];
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function stoa(...argv: string[]): Promise<{ code: number; out: string; err: string }> {
    let [out, err] = ['', ''];
    const io = { out: (text: string) => void (out += text), err: (text: string) => void (err += text), isTerminal: false, colour: false }; // prettier-ignore
    return { code: await run(argv, io, new AbortController().signal), out, err };
  }

  it('brings a log into EventStoreDB and back, and what comes back is the same', async () => {
    writeSmallDump(join(folder, 'dump'), 12);
    expect(await stoa('import', 'stackexchange', join(folder, 'dump'), '--data-dir', data)).toMatchObject({ code: 0 });
    const address = servers.eventstore.connectionString;
    const there = await stoa('events', 'copy', '--data-dir', data, '--to', address, '--json');
    expect(there).toMatchObject({ code: 0, err: expect.stringMatching(ONLY_PROGRESS) });
    const { events } = JSON.parse(there.out);
    expect(JSON.parse((await stoa('events', 'copy', '--from', data, '--to', address, '--json')).out)).toEqual({ held: events, copied: 0, appends: 0, events }); // prettier-ignore
    expect(await stoa('events', 'copy', '--from', address, '--to', back)).toMatchObject({ code: 0 });

    const kept = async (path: string) => {
      const { store, release } = await openDataFolder(path, { mode: 'read' });
      const all = (await everything(store)).map(({ id, stream, revision, position, type, data: said, meta }) => ({ id, stream, revision, position, type, said, meta })); // prettier-ignore
      await release();
      return all;
    };
    expect(await kept(back)).toEqual(await kept(data));
    const store = openEventStore(address);
    expect(await everything(store)).toHaveLength(events);
    await store.close();
  });

  it('refuses to copy a log onto itself, and onto another', async () => {
    expect(await stoa('events', 'copy', '--data-dir', data, '--to', data)).toMatchObject({ code: 2 });
    writeSmallDump(join(folder, 'other'), 2);
    await stoa('import', 'stackexchange', join(folder, 'other'), '--data-dir', join(folder, 'another'));
    const refused = await stoa('events', 'copy', '--data-dir', data, '--to', join(folder, 'another'));
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('another log') });
  });
});
