import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { patient, rounds } from '@stoa/testing';
import { faultsIn, killedRound, nothingReported } from '../testing/killed-rounds.ts';

/** The built child: a process cannot be started from TypeScript. `npm test` builds before it runs. */
const CHILD = join(import.meta.dirname, '../../dist/testing/publisher.child.js');
const KILLS = rounds('STOA_KILLS', { small: 20, full: 50 });

describe('the stream in a file under SIGKILL', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-stream-kill-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['sound', 'trimming'])(
    `loses nothing that it acknowledged in ${KILLS} kills, and gives no offset twice: %s`,
    async (mode) => {
      const file = join(folder, `${mode}.sqlite`);
      const reported = nothingReported();
      let amid = 0;
      for (let round = 0; round < KILLS; round++) if (await killedRound(CHILD, file, `${mode}${round}`, mode, reported)) amid++;
      const { lost, doubled, torn, found } = await faultsIn(file, reported);
      console.log(
        `${mode}: ${KILLS} kills, ${amid} with publications in flight; ${reported.acknowledged.size} acknowledged, ${found} found; ` +
          `lost ${lost.length}, doubled ${doubled.length}, torn ${torn.length}`,
      );
      expect(amid / KILLS).toBeGreaterThanOrEqual(0.8);
      expect(reported.acknowledged.size).toBeGreaterThan(KILLS);
      const places = [...reported.acknowledged.values()];
      expect(new Set(places).size).toBe(places.length);
      expect({ lost, doubled, torn }).toEqual({ lost: [], doubled: [], torn: [] });
    },
    patient(60_000 + KILLS * 10_000),
  );

  it(
    'notices a stream that acknowledges before the commit',
    async () => {
      const file = join(folder, 'early.sqlite');
      const reported = nothingReported();
      let round = 0;
      let lost: string[] = [];
      while (lost.length === 0 && round < 20) {
        await killedRound(CHILD, file, `early${round++}`, 'early', reported);
        ({ lost } = await faultsIn(file, reported));
      }
      console.log(`the early acknowledgement was caught after ${round} kills: ${lost.length} lost`);
      expect(lost.length).toBeGreaterThan(0);
    },
    patient(120_000),
  );

  const strace = spawnSync('strace', ['-V']).status === 0;

  (strace ? it : it.skip)('writes, then syncs, then acknowledges', () => {
    const trace = join(folder, 'trace');
    const calls = ['-f', '-y', '-e', 'trace=pwrite64,write,fsync,fdatasync', '-o', trace];
    spawnSync('strace', [...calls, process.execPath, CHILD, join(folder, 'traced.sqlite'), 's', '1', 'once']);
    expect(existsSync(trace)).toBe(true);
    let [written, synced, acknowledgements, outOfOrder] = [false, false, 0, 0];
    for (const line of readFileSync(trace, 'utf8').split('\n')) {
      if (/pwrite64\(\d+<[^>]*-wal>/.test(line)) [written, synced] = [true, false];
      else if (/f(data)?sync\(\d+<[^>]*-wal>\)\s*= 0/.test(line)) synced = true;
      else if (/write\(1<[^>]*>, "< /.test(line)) {
        acknowledgements++;
        if (!written || !synced) outOfOrder++;
        [written, synced] = [false, false];
      }
    }
    expect({ acknowledgements, outOfOrder }).toEqual({ acknowledgements: 200, outOfOrder: 0 });
  });
});
