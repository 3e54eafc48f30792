import { CircuitBreaker } from './circuit-breaker.ts';

describe('a circuit breaker', () => {
  let time = 0;
  const breaker = () => new CircuitBreaker({ failures: 3, restMs: 1000 }, () => time);
  const fail = (one: CircuitBreaker, times: number) => Array.from({ length: times }, () => one.failed());

  it('lets calls pass until so many in a row have failed', () => {
    const one = breaker();
    fail(one, 2);
    one.succeeded();
    fail(one, 2);
    expect(one.admits()).toBe(true);
    expect(fail(one, 1)).toEqual([true]);
    expect(one.admits()).toBe(false);
  });

  it('after a rest lets one call try, and no other meanwhile', () => {
    const one = breaker();
    fail(one, 3);
    time += 1001;
    expect([one.admits(), one.admits()]).toEqual([true, false]);
    expect(one.failed()).toBe(false);
    expect(one.admits()).toBe(false);
    time += 1001;
    expect(one.admits()).toBe(true);
    expect(one.succeeded()).toBe(true);
    expect([one.admits(), one.admits()]).toEqual([true, true]);
  });
});
