import type { StreamMessage } from '@stoa/kernel';
import { BoundedPublisher } from './bounded-publisher.ts';

const PARTITION = { topic: 'some', partition: 0 };
const message = (bytes = 1): StreamMessage => ({ key: '', value: new Uint8Array(bytes), headers: {} });
const broker = () => {
  const waiting: { resolve(offset: bigint): void; reject(error: Error): void }[] = [];
  const publish = () => new Promise<bigint>((resolve, reject) => void waiting.push({ resolve, reject }));
  return { waiting, publish };
};

describe('publishing within bounds', () => {
  it('gives what the broker gives', async () => {
    const { waiting, publish } = broker();
    const published = new BoundedPublisher({ publish }).publish(PARTITION, [message()]);
    waiting[0]!.resolve(7n);
    expect(await published).toBe(7n);
  });

  it('fails for the caller while the broker is away, and counts what is still on its way', async () => {
    const { waiting, publish } = broker();
    const publisher = new BoundedPublisher({ publish }, { messages: 2, bytes: 100, wait: 1 });
    await expect(publisher.publish(PARTITION, [message(), message()])).rejects.toThrow('took longer');
    await expect(publisher.publish(PARTITION, [message()])).rejects.toMatchObject({ code: 'overloaded' });
    expect(waiting).toHaveLength(1);
    waiting[0]!.reject(new Error('away'));
    await new Promise(setImmediate);
    await expect(publisher.publish(PARTITION, [message()])).rejects.toThrow('took longer');
  });

  it('bounds the bytes, and takes one publication of any size', async () => {
    const { waiting, publish } = broker();
    const publisher = new BoundedPublisher({ publish }, { messages: 100, bytes: 10, wait: 10_000 });
    const large = publisher.publish(PARTITION, [message(50)]);
    await expect(publisher.publish(PARTITION, [message()])).rejects.toMatchObject({ code: 'overloaded' });
    waiting[0]!.resolve(0n);
    expect(await large).toBe(0n);
  });
});
