import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf, logStateIn, openDataFolder } from '@stoa/data-folder';
import { patient, rounds } from '@stoa/testing';
import { inProcess } from './testing/program.ts';

/** The built child: a process cannot be started from TypeScript. */
const WRITER = join(import.meta.dirname, '../../../libs/platform/event-store/dist/testing/writer.child.js');
const KILLS = rounds('STOA_KILLS', { small: 10, full: 50 });

/** Writers that append as fast as they can, killed at a random moment; resolves with how many appends were acknowledged. */
function killedWhileAppending(events: string, round: number): Promise<number> {
  const child = spawn(process.execPath, [WRITER, events, `r${round}`, '8', 'sound'], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => {
    if (output === '') setTimeout(() => child.kill('SIGKILL'), 10 + Math.random() * 120);
    output += chunk.toString();
  });
  return new Promise((resolve) => child.on('close', () => resolve(output.match(/^</gm)?.length ?? 0)));
}

it(
  `${KILLS} kills amid appends leave nothing that looks like damage`,
  async () => {
    const data = mkdtempSync(join(tmpdir(), 'stoa-doctor-kills-'));
    const files = filesOf(data);
    await (await openDataFolder(data, { mode: 'write' })).release();
    rmSync(files.logState);
    let acknowledged = 0;
    for (let round = 0; round < KILLS; round++) {
      acknowledged += await killedWhileAppending(files.events, round);
      expect(await inProcess(['doctor', '--data-dir', data, '--json'])).toMatchObject({ code: 0 });
      // As after the kill of a server: nothing says that the log was closed, and it is checked.
      const opened = await openDataFolder(data, { mode: 'write' });
      expect(opened.store.damage).toBeNull();
      await opened.release();
      expect(logStateIn(files.logState)).toMatchObject({ state: 'closed' });
      rmSync(files.logState);
    }
    expect(acknowledged).toBeGreaterThan(KILLS);
    const { out } = await inProcess(['doctor', '--data-dir', data, '--json']);
    expect((JSON.parse(out) as { events: number }).events).toBeGreaterThanOrEqual(acknowledged);
    rmSync(data, { recursive: true });
  },
  patient(60_000 + KILLS * 10_000),
);
