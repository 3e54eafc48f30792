import { eventually } from '@stoa/testing';
import { byDeadline, remainingIn } from './deadline.ts';

const never = () => new Promise<never>(() => undefined);

it('gives the outcome of work that ends in time, and how it failed', async () => {
  expect(await byDeadline(1000, async () => 7, fail)).toBe(7);
  await expect(byDeadline(1000, async () => Promise.reject(new Error('x')), fail)).rejects.toThrow('x');
});

it.each([[0], [-1]])('starts nothing with %i ms left', async (ms) => {
  let begun = false;
  await expect(byDeadline(ms, async () => void (begun = true), fail)).rejects.toMatchObject({ code: 'dependency-unavailable' });
  expect(begun).toBe(false);
});

it('stops waiting at the deadline, and receives a later failure', async () => {
  let failed: unknown;
  let reject: (error: Error) => void = () => undefined;
  const work = () => new Promise<never>((_, no) => (reject = no));
  await expect(byDeadline(5, work, (error) => (failed = error))).rejects.toThrow('deadline');
  reject(new Error('later'));
  await eventually(() => expect(failed).toMatchObject({ message: 'later' }));
  await expect(byDeadline(5, never, fail)).rejects.toThrow('deadline');
});

it.each([['soon'], ['1.5'], ['1e3'], ['']])('refuses %j as a deadline', (text) =>
  expect(() => remainingIn(text)).toThrow(/milliseconds/),
);

it('limits what a caller may request', () => expect(remainingIn('999999999')).toBe(120_000));

function fail(error: unknown): void {
  throw error;
}
