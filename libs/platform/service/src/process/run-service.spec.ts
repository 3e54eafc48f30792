import { DependencyFailure, Refusal } from '@stoa/kernel';
import { eventually } from '@stoa/testing';
import type { Logger } from './process-log.ts';
import { runService, type RunningService, type ServiceParts } from './run-service.ts';

/** A log that notes messages with the dependency that they are about. */
function noted() {
  const lines: string[] = [];
  const write = (fields: { dependency?: string }, message: string) =>
    void lines.push([fields.dependency, message].filter(Boolean).join(' '));
  return { lines, log: { info: write, warn: write, error: write } as unknown as Logger };
}

describe('a process', () => {
  let running: RunningService | undefined;
  afterEach(async () => {
    await running?.stop();
    running = undefined;
  });
  const run = async (parts: Partial<ServiceParts> = {}) => {
    const { lines, log } = noted();
    running = await runService({ host: '127.0.0.1', port: 0, log, dependencies: [], ...parts });
    return { running, lines };
  };
  const get = async (path: string) => {
    const response = await fetch(`${running?.url}${path}`);
    return { status: response.status, body: await response.json() };
  };

  it('is alive before its dependencies are available, and ready after', async () => {
    let there = false;
    let started = false;
    const { lines } = await run({
      dependencies: [{ name: 'store', check: async () => (there ? null : 'It is down.') }],
      start: async () => void (started = true),
    });
    expect(await get('/health/live')).toEqual({ status: 200, body: { status: 'ok' } });
    await eventually(async () =>
      expect(await get('/health/ready')).toEqual({
        status: 503,
        body: {
          status: 'waiting',
          checks: [
            { name: 'process', waitingFor: 'Waiting for dependencies.' },
            { name: 'store', waitingFor: 'It is down.' },
          ],
        },
      }),
    );
    expect(started).toBe(false);
    there = true;
    await running?.started;
    expect(started).toBe(true);
    expect(await get('/health/ready')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect(lines.filter((line) => line.startsWith('store'))).toEqual(['store waiting', 'store dependency available']);
  });

  it.each([
    ['throws', () => Promise.reject(Object.assign(new Error('a secret address'), { code: 'ECONNREFUSED' })), 'ECONNREFUSED'],
    [
      'throws at once',
      () => {
        throw new TypeError('x');
      },
      'TypeError',
    ],
  ])('counts a check that %s as failed, and discloses no address', async (_what, check, reason) => {
    await run({ dependencies: [{ name: 'store', check }] });
    await eventually(async () => expect(JSON.stringify(await get('/health/ready'))).toContain(`cannot be reached (${reason})`));
    expect(JSON.stringify(await get('/health/ready'))).not.toContain('secret');
  });

  it('repeats what a check says to operators', async () => {
    const cause = new DependencyFailure('The store at db:2113 refused the password.');
    const refused = new Refusal('storage-unavailable', 'The store could not be read.', [], { cause });
    await run({ dependencies: [{ name: 'store', check: () => Promise.reject(refused) }] });
    await eventually(async () => expect(JSON.stringify(await get('/health/ready'))).toContain(cause.message));
  });

  it('reports its readiness at once while a check hangs, and stops', async () => {
    await run({ dependencies: [{ name: 'store', check: () => new Promise(() => undefined) }] });
    expect(await get('/health/ready')).toMatchObject({ status: 503 });
    await running?.stop();
    await expect(fetch(`${running?.url}/health/live`)).rejects.toThrow();
  });

  it('rejects when its work could not start', async () => {
    await run({ start: () => Promise.reject(new Error('no such topic')) });
    await expect(running?.started).rejects.toThrow('no such topic');
    expect(await get('/health/ready')).toMatchObject({ status: 503 });
  });

  it('stops in order: not ready, then its work, then the listener, then connections', async () => {
    const order: string[] = [];
    let finish = () => {};
    await run({
      stop: () => {
        order.push('stop');
        return new Promise<void>((resolve) => (finish = resolve));
      },
      close: async () => {
        order.push('close');
        await expect(fetch(`${running?.url}/health/live`)).rejects.toThrow();
      },
    });
    await running?.started;
    const stopped = running?.stop();
    await eventually(() => expect(order).toEqual(['stop']));
    expect(await get('/health/ready')).toMatchObject({ status: 503, body: { checks: [{ waitingFor: 'Stopping.' }] } });
    finish();
    await stopped;
    expect(order).toEqual(['stop', 'close']);
  });

  it('does not start work when it is stopped before its dependencies are available', async () => {
    let there = false;
    let started = false;
    await run({
      dependencies: [{ name: 'store', check: async () => (there ? null : 'away') }],
      start: async () => void (started = true),
    });
    await running?.stop();
    there = true;
    await new Promise((resolve) => setImmediate(resolve));
    expect(started).toBe(false);
  });

  it('ends work only after it has started', async () => {
    const order: string[] = [];
    let begun = () => {};
    await run({
      start: () => new Promise<void>((resolve) => (begun = resolve)).then(() => void order.push('started')),
      stop: async () => void order.push('stop'),
    });
    await eventually(async () => expect(JSON.stringify(await get('/health/ready'))).toContain('Starting.'));
    const stopped = running?.stop();
    begun();
    await stopped;
    expect(order).toEqual(['started', 'stop']);
  });

  it('serves only health without the secret', async () => {
    await run();
    expect(await get('/commands/AskQuestion')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    expect(await get('/health/other')).toMatchObject({ status: 401 });
  });
});
