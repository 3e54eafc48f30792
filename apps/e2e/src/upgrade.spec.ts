import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Sqlite } from '@stoa/sqlite';
import { startStandalone } from '@stoa/dev-servers/deployments';
import { formers, upgrades, type StoredEvent } from './former-release.ts';

const CLI = join(import.meta.dirname, '../../cli/dist/main.js');

describe.each(formers)('a data folder of $name', ({ dataFolder, unpack }) =>
  upgrades(dataFolder, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'stoa-upgrade-'));
    unpack('data-folder', folder);
    const server = await startStandalone(folder);
    return {
      ...server,
      stored: async () => storedIn(join(folder, 'events.sqlite')),
      verify: () => verify(folder),
      stop: async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }),
);

function storedIn(file: string): StoredEvent[] {
  const log = new Sqlite(file, { readonly: true });
  try {
    const rows = log.prepare('SELECT type, data, stream, revision, id, meta FROM event ORDER BY position').all();
    return (rows as (StoredEvent & { data: string; meta: string })[]).map((row) => ({
      ...row,
      data: JSON.parse(row.data),
      meta: JSON.parse(row.meta),
    }));
  } finally {
    log.close();
  }
}

async function verify(folder: string): Promise<void> {
  const child = spawn(process.execPath, [CLI, 'projections', 'verify', '--all', '--data-dir', folder]);
  let said = '';
  for (const output of [child.stdout, child.stderr]) output.on('data', (chunk: Buffer) => (said += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect({ code, said }).toEqual({ code: 0, said: expect.not.stringContaining('DIFFERS') });
}
