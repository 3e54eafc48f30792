import { readinessOf } from '@stoa/http';
import { eventually } from '@stoa/testing';
import { DependencyWatch } from './dependency-watch.ts';

describe('a watch of dependencies', () => {
  let logged: object[];
  let watch: DependencyWatch | undefined;
  const log = {
    info: (fields: object, message?: string) => void logged.push({ ...fields, message }),
    warn: (fields: object, message?: string) => void logged.push({ ...fields, message }),
  };
  const watching = (check: () => string | null, degraded: () => string | null) => {
    logged = [];
    watch = new DependencyWatch([{ name: 'it', check: async () => check(), degraded }], log, { checkWithin: 2000, lookAgain: 1 });
    return watch;
  };
  const shows = (expected: object) => eventually(async () => expect(await readinessOf(watch!.checks)).toMatchObject(expected));
  afterEach(() => watch?.stop());

  it('says what one can no longer do while it is available, until it can, and logs each change once', async () => {
    let reason: string | null = null;
    await watching(() => null, () => reason).allPresent(); // prettier-ignore
    await shows({ status: 'ok' });
    reason = 'It only reads.';
    await shows({ status: 'degraded', checks: [{ name: 'it', waitingFor: null, degraded: reason }] });
    reason = null;
    await shows({ status: 'ok' });
    expect(logged).toEqual([
      { dependency: 'it', message: 'dependency available' },
      { dependency: 'it', degraded: 'It only reads.', message: 'degraded' },
      { dependency: 'it', message: 'no longer degraded' },
    ]);
  });

  it('waits for one that is unavailable, whatever that could do', async () => {
    watching(() => 'It starts.', () => 'It only reads.'); // prettier-ignore
    await shows({ status: 'waiting', checks: [{ name: 'it', waitingFor: 'It starts.' }] });
    expect(logged).toEqual([{ dependency: 'it', waitingFor: 'It starts.', message: 'waiting' }]);
  });

  it('counts one that throws, or whose check throws, as failed', async () => {
    const failing = () => {
      throw Object.assign(new Error('secret'), { code: 'ECONNREFUSED' });
    };
    watching(failing, () => null);
    await shows({ status: 'waiting', checks: [{ waitingFor: 'It cannot be reached (ECONNREFUSED).' }] });
  });
});
