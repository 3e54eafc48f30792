import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patient, rounds } from '@stoa/testing';
import { SqliteEventStore } from './index.ts';

/** The built child: a process cannot be started from TypeScript. `npm test` builds before it runs. */
const CHILD = join(import.meta.dirname, '../dist/testing/writer.child.js');
const KILLS = rounds('STOA_KILLS', { small: 20, full: 50 });

interface Round {
  started: Set<string>;
  acknowledged: Set<string>;
}

/** Runs writers until a random moment, kills them, and gives what they had said. */
function killedRound(file: string, round: number, mode: 'sound' | 'early'): Promise<Round> {
  const child = spawn(process.execPath, [CHILD, file, `${mode}${round}`, '16', mode], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  let armed = false;
  child.stdout.on('data', (chunk: Buffer) => {
    output += chunk.toString();
    if (armed) return;
    armed = true;
    setTimeout(() => child.kill('SIGKILL'), 10 + Math.random() * 120);
  });
  return new Promise((resolve) => {
    child.on('close', () => {
      const lines = output.split('\n').slice(0, -1);
      const said = (mark: string) =>
        new Set(lines.filter((line) => line.startsWith(mark)).map((line) => line.split(' ')[1] as string));
      resolve({ started: said('>'), acknowledged: said('<') });
    });
  });
}

/** What is wrong with a store after kills: tags that were acknowledged and are gone, that stand twice, or revisions with a gap. */
async function faults(
  file: string,
  acknowledged: ReadonlySet<string>,
): Promise<{ lost: string[]; doubled: string[]; torn: string[]; events: number }> {
  const store = SqliteEventStore.open(file);
  const counts = new Map<string, number>();
  const next = new Map<string, number>();
  const torn: string[] = [];
  for await (const batch of store.readAll('', {}))
    for (const { stream, revision, data, meta } of batch) {
      const { name } = data as { name: string };
      counts.set(name, (counts.get(name) ?? 0) + 1);
      if (revision !== (next.get(stream) ?? 0) || meta.bodyHash !== name) torn.push(`${stream} #${revision}`);
      next.set(stream, revision + 1);
    }
  await store.close();
  const lost = [...acknowledged].filter((tag) => !counts.has(tag));
  return { lost, doubled: [...counts].filter(([, count]) => count > 1).map(([tag]) => tag), torn, events: counts.size };
}

describe('the SQLite store under SIGKILL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-kill-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it(
    `loses nothing that it acknowledged in ${KILLS} kills`,
    async () => {
      const file = join(folder, 'sound.sqlite');
      const acknowledged = new Set<string>();
      let amid = 0;
      for (let round = 0; round < KILLS; round++) {
        const said = await killedRound(file, round, 'sound');
        for (const tag of said.acknowledged) acknowledged.add(tag);
        if ([...said.started].some((tag) => !said.acknowledged.has(tag))) amid++;
      }
      const { lost, doubled, torn, events } = await faults(file, acknowledged);
      console.log(
        `${KILLS} kills, ${amid} with appends in flight; ${acknowledged.size} acknowledged, ${events} found; lost ${lost.length}, doubled ${doubled.length}, torn ${torn.length}`,
      );
      expect(amid / KILLS).toBeGreaterThanOrEqual(0.8);
      expect(acknowledged.size).toBeGreaterThan(KILLS);
      expect({ lost, doubled, torn }).toEqual({ lost: [], doubled: [], torn: [] });
    },
    patient(60_000 + KILLS * 10_000),
  );

  it('notices a store that acknowledges before the commit', async () => {
    const file = join(folder, 'early.sqlite');
    const acknowledged = new Set<string>();
    let rounds = 0;
    let lost: string[] = [];
    while (lost.length === 0 && rounds < 20) {
      for (const tag of (await killedRound(file, rounds++, 'early')).acknowledged) acknowledged.add(tag);
      ({ lost } = await faults(file, acknowledged));
    }
    console.log(`the early acknowledgement was caught after ${rounds} kills: ${lost.length} lost`);
    expect(lost.length).toBeGreaterThan(0);
  });
});

describe('the way to the disk', () => {
  const strace = spawnSync('strace', ['-V']).status === 0;

  (strace ? it : it.skip)('is write, then sync, then answer, for 200 commands', () => {
    const folder = mkdtempSync(join(tmpdir(), 'stoa-strace-'));
    const trace = join(folder, 'trace');
    spawnSync('strace', [
      '-f',
      '-y',
      '-e',
      'trace=pwrite64,write,fsync,fdatasync',
      '-o',
      trace,
      process.execPath,
      CHILD,
      join(folder, 'events.sqlite'),
      's',
      '1',
      'once',
    ]);
    expect(existsSync(trace)).toBe(true);
    let [written, synced, answers, outOfOrder] = [false, false, 0, 0];
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      if (/pwrite64\(\d+<[^>]*-wal>/.test(line)) [written, synced] = [true, false];
      else if (/f(data)?sync\(\d+<[^>]*-wal>\)\s*= 0/.test(line)) synced = true;
      else if (/write\(1<[^>]*>, "< /.test(line)) {
        answers++;
        if (!written || !synced) outOfOrder++;
        [written, synced] = [false, false];
      }
    }
    rmSync(folder, { recursive: true });
    expect({ answers, outOfOrder }).toEqual({ answers: 200, outOfOrder: 0 });
  });
});
