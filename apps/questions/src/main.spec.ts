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
        if (!found) throw new Error(`It is not listening: ${output()}`);
        return found;
      },
      { timeout: 20_000 },
    );
    return { ...running, url };
  };

  it('serves, and exits with 0 on SIGTERM', async () => {
    const { child, url, ended, output } = await start(['--event-store', 'memory:']);
    expect((await fetch(`${url}/health/live`)).status).toBe(200);
    await eventually(async () => expect((await fetch(`${url}/health/ready`)).status).toBe(200));
    child.kill('SIGTERM');
    expect(await ended).toBe(0);
    expect(output()).toContain('"msg":"stopped"');
  });

  it('exits with 78 and one line for an invalid configuration, without its values', async () => {
    running = run(['--event-store', 'hunter2'], { STOA_LOG: 'hunter3' });
    expect(await running.ended).toBe(78);
    expect(running.output()).toMatch(/^stoa questions: Invalid configuration\. .*STOA_EVENTSTORE.*STOA_LOG.*\n$/);
    expect(running.output()).toContain('STOA_SERVICE_SECRET: required');
    expect(running.output()).not.toContain('hunter');
  });

  it('exits with 1 and the reason when its port is in use', async () => {
    const { url } = await start(['--event-store', 'memory:']);
    const second = run(['--event-store', 'memory:', '--port', new URL(url).port], SECRET);
    expect(await second.ended).toBe(1);
    expect(second.output()).toContain(`Another process listens at ${new URL(url).host};`);
    expect(second.output()).not.toContain('\u001b');
  });
});
