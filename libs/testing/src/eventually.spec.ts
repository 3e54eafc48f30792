import { eventually } from './eventually.ts';

it('waits until the assertion holds', async () => {
  let calls = 0;
  const result = await eventually(() => {
    if (++calls < 4) throw new Error('not yet');
    return 'there';
  });
  expect([result, calls]).toEqual(['there', 4]);
});

it('throws the last error when time is up', async () => {
  let calls = 0;
  const never = () => {
    throw new Error(`no ${++calls}`);
  };
  await expect(eventually(never, { timeout: 40, interval: 10 })).rejects.toThrow(/^no \d+$/);
  expect(calls).toBeGreaterThan(1);
});
