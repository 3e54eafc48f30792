import { NO_RATES } from '@stoa/http';
import { RateLimiters } from './rate-limiters.ts';

const ONE = { ...NO_RATES, writes: { points: 1, seconds: 60 } };

it('counts each key and each rate alone', async () => {
  const limiters = new RateLimiters({ ...ONE, content: { points: 1, seconds: 60 } });
  expect(await limiters.take('writes', 'a')).toMatchObject({ points: 0 });
  expect(await limiters.take('writes', 'b')).toMatchObject({ points: 0 });
  expect(await limiters.take('content', 'a')).toMatchObject({ points: 0 });
  await expect(limiters.take('writes', 'a')).rejects.toMatchObject({ code: 'rate-limited', left: { points: 0 } });
});

it('leaves alone what is not limited', async () => {
  const limiters = new RateLimiters(ONE);
  for (let round = 0; round < 5; round++) expect(await limiters.take('requests', 'a')).toBeUndefined();
  await limiters.refuseExhausted('wrong-tokens', 'a');
});

it('looks without taking', async () => {
  const limiters = new RateLimiters({ ...NO_RATES, 'wrong-tokens': { points: 1, seconds: 60 } });
  for (let round = 0; round < 5; round++) await limiters.refuseExhausted('wrong-tokens', 'a');
  await limiters.take('wrong-tokens', 'a');
  await expect(limiters.refuseExhausted('wrong-tokens', 'a')).rejects.toMatchObject({ code: 'rate-limited' });
  await limiters.refuseExhausted('wrong-tokens', 'b');
});

it('looks up to a multiple of the rate, which refused tries use up too', async () => {
  const limiters = new RateLimiters({ ...NO_RATES, 'wrong-tokens': { points: 2, seconds: 60 } });
  for (let round = 0; round < 6; round++) {
    await limiters.refuseExhausted('wrong-tokens', 'a', 3);
    await limiters.take('wrong-tokens', 'a').catch(() => undefined);
  }
  await expect(limiters.refuseExhausted('wrong-tokens', 'a', 3)).rejects.toMatchObject({
    code: 'rate-limited',
    left: { points: 0 },
  });
});
