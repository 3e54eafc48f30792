import type { EventStream } from '@stoa/kernel';
import { UnsealedLimit } from './unsealed-limit.ts';

const partition = { topic: 'facts', partition: 1 };
const message = { key: 'k', value: new Uint8Array(), headers: {} };
const setUp = (remembered = 0) => {
  let next = 100n;
  const publish: EventStream['publish'] = async (_partition, messages) => (next += BigInt(messages.length)) - 1n;
  const limit = new UnsealedLimit({ publish }, () => remembered, { unsealed: 3, remembered: 10 });
  limit.sealed(partition, 99n);
  return { limit, tell: () => limit.publish(partition, [message]) };
};

it('refuses what would wait behind too many, until some are sealed', async () => {
  const { limit, tell } = setUp();
  for (const offset of [100n, 101n, 102n]) expect(await tell()).toBe(offset);
  await expect(tell()).rejects.toMatchObject({ code: 'overloaded' });
  limit.sealed(partition, 100n);
  expect(await tell()).toBe(103n);
  await expect(tell()).rejects.toMatchObject({ code: 'overloaded' });
});

it('refuses what could not be remembered', () => expect(setUp(11).tell()).rejects.toMatchObject({ code: 'overloaded' }));

it('takes other partitions all the same', async () => {
  const { limit, tell } = setUp();
  await Promise.all([tell(), tell(), tell()]);
  expect(await limit.publish({ topic: 'facts', partition: 2 }, [message])).toBe(103n);
});
