import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The built library: a process cannot be started from TypeScript. */
const SERVICE = join(import.meta.dirname, '../../dist/index.js');

/** A process that does this with its log. */
const run = (script: string): ChildProcess =>
  spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `import { exitAfterLog, processLog, stopOnSignals } from ${JSON.stringify(SERVICE)};\n${script}`,
    ],
    { stdio: ['pipe', 'pipe', 'pipe'] },
  );

const MANY = `const log = processLog('info'); for (let n = 0; n < 20_000; n++) log.info({ n, pad: 'x'.repeat(80) }, 'line');`;

interface Line {
  readonly msg: string;
  readonly n?: number;
  readonly lines?: number;
}
const linesOf = (output: string): Line[] =>
  output
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

describe('a log that nobody reads', () => {
  it('blocks nothing; what is dropped is counted, and reported when a reader is back', async () => {
    const child = run(`${MANY}
      process.stderr.write('served');
      process.stdin.once('data', () => { log.info('the last one'); setTimeout(() => exitAfterLog(0), 500); });`);
    await once(child.stderr!, 'data');
    const output = text(child.stdout!);
    child.stdin!.write('a reader is back\n');
    expect((await once(child, 'exit'))[0]).toBe(0);
    const lines = linesOf(await output);
    const kept = lines.filter(({ msg }) => msg === 'line');
    expect(kept.map(({ n }) => n)).toEqual(kept.map((_, index) => index));
    const [report] = lines.filter(({ msg }) => msg.startsWith('log lines dropped'));
    const last = lines.filter(({ msg }) => msg === 'the last one').length;
    expect(kept.length + last + (report?.lines ?? 0)).toBe(20_001);
    expect(report?.lines).toBeGreaterThan(0);
  });

  it('does not hold up an end', async () => {
    const child = run(`${MANY} exitAfterLog(3);`);
    expect(await once(child, 'exit')).toEqual([3, null]);
  });

  it.each([
    ['a stop that hangs ends after its time', 1, 1],
    ['a second signal ends it at once', 2, 1],
  ])('%s', async (_what, signals, code) => {
    const child = run(`${MANY}
      stopOnSignals(() => { process.stderr.write('stopping'); return new Promise(() => undefined); }, log);
      setInterval(() => undefined, 1000);
      process.stderr.write('serving');`);
    await once(child.stderr!, 'data');
    child.kill('SIGTERM');
    await once(child.stderr!, 'data');
    if (signals === 2) child.kill('SIGINT');
    expect(await once(child, 'exit')).toEqual([code, null]);
  });
});

it('a log that is read loses nothing at an end', async () => {
  const child = run(`${MANY.replace('20_000', '3000')} log.info('the last one'); exitAfterLog(0);`);
  const lines = linesOf(await text(child.stdout!));
  expect([lines.length, lines.at(-1)?.msg]).toEqual([3001, 'the last one']);
});
