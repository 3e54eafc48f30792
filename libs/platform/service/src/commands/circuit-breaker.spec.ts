import { BrokenCircuitError } from 'cockatiel';
import { CircuitBreaker } from './circuit-breaker.ts';

describe('a circuit breaker', () => {
  const clock = Date.now;
  let time = 0;
  let heard: string[];
  beforeEach(() => {
    heard = [];
    Date.now = () => time;
  });
  afterEach(() => void (Date.now = clock));

  const breaker = () =>
    new CircuitBreaker(
      { unavailable: (reason) => heard.push(String(reason)), available: () => heard.push('available') },
      { failures: 3, restMs: 1000 },
    );
  const failing = () => Promise.reject(new Error('refused'));
  const fail = async (one: CircuitBreaker, times: number) => {
    for (let count = 0; count < times; count++) await expect(one.execute(failing)).rejects.toThrow('refused');
  };

  it('makes calls until so many in a row have failed', async () => {
    const one = breaker();
    await fail(one, 2);
    expect(await one.execute(async () => 1)).toBe(1);
    await fail(one, 2);
    expect(heard).toEqual([]);
    await fail(one, 1);
    expect(heard).toEqual(['Error: refused']);
    let made = false;
    await expect(one.execute(async () => (made = true))).rejects.toThrow(BrokenCircuitError);
    expect(made).toBe(false);
  });

  it('lets a single trial call through after a pause', async () => {
    const one = breaker();
    await fail(one, 3);
    time += 1001;
    await fail(one, 1);
    await expect(one.execute(async () => 1)).rejects.toThrow(BrokenCircuitError);
    time += 1001;
    let end: (value: number) => void = () => undefined;
    const trial = one.execute(() => new Promise<number>((resolve) => (end = resolve)));
    await expect(one.execute(async () => 2)).rejects.toThrow(BrokenCircuitError);
    end(7);
    expect(await trial).toBe(7);
    expect(await Promise.all([one.execute(async () => 1), one.execute(async () => 2)])).toEqual([1, 2]);
    expect(heard).toEqual(['Error: refused', 'available']);
  });
});
