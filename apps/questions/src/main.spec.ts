import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { eventually } from '@stoa/testing';

const MAIN = join(import.meta.dirname, '../dist/main.js');
const SECRET = { STOA_SERVICE_SECRET: 'a-service-secret-of-this-test' };

interface Run {
  readonly child: ChildProcess;
  readonly output: () => string;
  readonly ended: Promise<number | string | null>;
}

function run(args: readonly string[], environment: Record<string, string>): Run {
  const child = spawn(process.execPath, [MAIN, '--port', '0', ...args], {
    env: { PATH: process.env['PATH'] ?? '', ...environment },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const ended = new Promise<number | string | null>((resolve) => child.once('close', (code, signal) => resolve(code ?? signal)));
  return { child, output: () => output, ended };
}

describe('the process', () => {
  let running: Run | undefined;
  afterEach(() => running?.child.kill('SIGKILL'));
  const start = async (args: readonly string[]) => {
    running = run(args, SECRET);
    const { output } = running;
    const url = await eventually(
      () => {
        const found = /"url":"([^"]+)","msg":"listening"/.exec(output())?.[1];
        if (!found) throw new Error(`It does not listen: ${output()}`);
        return found;
      },
      { timeout: 20_000 },
    );
    return { ...running, url };
  };

  it('serves, and ends with 0 when it is told to stop', async () => {
    const { child, url, ended, output } = await start(['--event-store', 'memory:']);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output()).toContain('"msg":"stopped"');
  });

  it('ends with 78 and one line when its configuration is wrong, and repeats no value', async () => {
    running = run(['--event-store', 'hunter2'], { STOA_LOG: 'hunter3' });
    expect(await running.ended).toBe(78);
    expect(running.output()).toMatch(/^stoa questions: The configuration is wrong\. .*STOA_EVENTSTORE.*STOA_LOG.*\n$/);
    expect(running.output()).toContain('STOA_SERVICE_SECRET: must be told');
    expect(running.output()).not.toContain('hunter');
  });

  it('ends with 1 and says why when its port is taken', async () => {
    const { url } = await start(['--event-store', 'memory:']);
    const second = run(['--event-store', 'memory:', '--port', new URL(url).port], SECRET);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain('EADDRINUSE');
  });
});
