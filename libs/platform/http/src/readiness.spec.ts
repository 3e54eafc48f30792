import { readinessOf, readinessStatus, type ReadinessCheck } from './readiness.ts';

const fine: ReadinessCheck = { name: 'fine', check: async () => null, degraded: () => null };
const waiting: ReadinessCheck = { name: 'waiting', check: async () => 'It is away.' };
const degraded: ReadinessCheck = { name: 'degraded', check: async () => null, degraded: () => 'It only reads.' };
const failing: ReadinessCheck = { name: 'failing', check: () => Promise.reject(new Error('secret')) };

const responded = async (...checks: ReadinessCheck[]) => {
  const readiness = await readinessOf(checks);
  return [readinessStatus(readiness), readiness.status, readiness.checks.at(-1)];
};

describe('readiness', () => {
  it('is ok where nothing is waited for', async () => {
    expect(await responded(fine)).toEqual([200, 'ok', { name: 'fine', waitingFor: null }]);
  });

  it('of a degraded process is 200, so that what it can serve still reaches it, and says what it cannot', async () => {
    const check = { name: 'degraded', waitingFor: null, degraded: 'It only reads.' };
    expect(await responded(fine, degraded)).toEqual([200, 'degraded', check]);
  });

  it('is 503 while something is waited for, degraded or not', async () => {
    expect(await responded(degraded, waiting)).toEqual([503, 'waiting', { name: 'waiting', waitingFor: 'It is away.' }]);
    expect(await responded(failing)).toEqual([503, 'waiting', { name: 'failing', waitingFor: 'The check itself failed.' }]);
  });
});
