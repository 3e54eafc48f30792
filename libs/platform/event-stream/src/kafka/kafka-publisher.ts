import kafkajs, { type IHeaders, type Kafka, type Message, type Producer, type RecordMetadata } from 'kafkajs';
import { partitionName, type PartitionId, type StreamMessage } from '@stoa/kernel';
import { within } from '../within.ts';

/** One request carries at most this many messages of one partition: the library copies a partition's list for each message. */
const MESSAGES_AT_ONCE = 500;
const BYTES_AT_ONCE = 512 * 1024;
const ACK_TIMEOUT_MS = 5_000;
/** The library retries quick failures by itself. On a dead connection that was never closed it would do so for minutes. */
const LONGEST_SEND_MS = 8_000;
const LONGEST_CLOSE_MS = 5_000;

interface Publication {
  readonly messages: readonly Message[];
  readonly bytes: number;
  /** The last part of one call's messages. */
  readonly last: boolean;
  readonly resolve: (offset: bigint) => void;
  readonly reject: (error: unknown) => void;
}

interface Queue {
  readonly partition: PartitionId;
  readonly waiting: Publication[];
  sending: boolean;
}

/**
 * Sends with acknowledgement by all in-sync replicas, one request in flight per partition, so that a retry cannot overtake; what arrives
 * meanwhile is batched, and all partitions that are ready go in one request. Not the library's idempotent mode, which loses its sequence on errors.
 */
export class KafkaPublisher {
  private readonly queues = new Map<string, Queue>();
  private producer: Promise<Producer> | undefined;
  private scheduled = false;
  private inFlight = new Set<Promise<void>>();
  private closed = false;

  constructor(
    private readonly kafka: Kafka,
    private readonly compression: 'none' | 'gzip',
    private readonly explained: (error: unknown) => unknown,
  ) {}

  publish(partition: PartitionId, messages: readonly StreamMessage[]): Promise<bigint> {
    if (messages.length === 0) return Promise.reject(new Error('A publication needs at least one message.'));
    if (this.closed) return Promise.reject(new Error('The event stream is closed.'));
    const name = partitionName(partition);
    const queue = this.queues.get(name) ?? { partition, waiting: [], sending: false };
    this.queues.set(name, queue);
    return new Promise((resolve, reject) => {
      const parts = split(messages, partition.partition);
      parts.forEach((part, index) => queue.waiting.push({ ...part, last: index === parts.length - 1, resolve, reject }));
      this.schedule();
    });
  }

  /** Waits for what is in flight and queued, but not long for a broker that is unavailable. */
  async close(): Promise<void> {
    this.closed = true;
    await within(LONGEST_CLOSE_MS, this.drained(), 'Closing').catch(() => undefined); // in-flight requests fail by themselves
    this.giveUp(this.producer);
  }

  private async drained(): Promise<void> {
    while (this.inFlight.size > 0 || this.scheduled) await Promise.allSettled([...this.inFlight, Promise.resolve()]);
    await (await this.producer)?.disconnect();
    this.producer = undefined;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    queueMicrotask(() => {
      this.scheduled = false;
      const free = [...this.queues.values()].filter(({ sending, waiting }) => !sending && waiting.length > 0);
      if (free.length === 0) return;
      const flight = this.send(free).finally(() => this.inFlight.delete(flight));
      this.inFlight.add(flight);
    });
  }

  private async send(queues: readonly Queue[]): Promise<void> {
    const batches = queues.map((queue) => ({ queue, publications: takeBatch(queue) }));
    const producer = (this.producer ??= this.connect());
    try {
      const sending = producer.then((connected) =>
        connected.sendBatch({
          acks: -1,
          timeout: ACK_TIMEOUT_MS,
          compression: this.compression === 'gzip' ? kafkajs.CompressionTypes.GZIP : kafkajs.CompressionTypes.None,
          topicMessages: batches.map(({ queue, publications }) => ({
            topic: queue.partition.topic,
            messages: publications.flatMap(({ messages }) => messages),
          })),
        }),
      );
      const answers = await within(LONGEST_SEND_MS, sending, 'A publication');
      for (const { queue, publications } of batches) settle(publications, baseOffset(answers, queue.partition));
    } catch (error) {
      this.giveUp(producer);
      const reason = this.explained(error);
      // Queued messages must not overtake a retry by the caller.
      for (const { queue, publications } of batches)
        for (const { reject } of [...publications, ...queue.waiting.splice(0)]) reject(reason);
    } finally {
      for (const { queue } of batches) queue.sending = false;
      this.schedule();
    }
  }

  private async connect(): Promise<Producer> {
    const producer = this.kafka.producer({
      allowAutoTopicCreation: false,
      // The partitioner is ours (contracts/topics): the partition is already chosen.
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition as number,
    });
    await producer.connect();
    return producer;
  }

  /** The next publication opens a new connection: this one may be half open. */
  private giveUp(producer: Promise<Producer> | undefined): void {
    if (this.producer === producer) this.producer = undefined;
    producer?.then((connected) => connected.disconnect()).catch(() => undefined); // in any state
  }
}

function split(messages: readonly StreamMessage[], partition: number): { messages: Message[]; bytes: number }[] {
  const parts: { messages: Message[]; bytes: number }[] = [];
  let part: { messages: Message[]; bytes: number } | undefined;
  for (const { key, value, headers } of messages) {
    const size = sizeOf(key, value, headers);
    if (!part || part.messages.length >= MESSAGES_AT_ONCE || part.bytes + size > BYTES_AT_ONCE) {
      part = { messages: [], bytes: 0 };
      parts.push(part);
    }
    part.messages.push({ partition, key, value: asBuffer(value), headers: headers as IHeaders });
    part.bytes += size;
  }
  return parts;
}

/** Approximate: a broker refuses more than 1 MiB in one partition, twice the batch limit. */
function sizeOf(key: string, value: Uint8Array, headers: StreamMessage['headers']): number {
  let size = key.length + value.length;
  for (const name in headers) size += name.length + (headers[name] as string).length;
  return size;
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function takeBatch(queue: Queue): Publication[] {
  queue.sending = true;
  let [count, messages, bytes] = [0, 0, 0];
  for (const publication of queue.waiting) {
    messages += publication.messages.length;
    bytes += publication.bytes;
    if (count > 0 && (messages > MESSAGES_AT_ONCE || bytes > BYTES_AT_ONCE)) break;
    count++;
  }
  return queue.waiting.splice(0, count);
}

function baseOffset(answers: readonly RecordMetadata[], { topic, partition }: PartitionId): bigint {
  const answer = answers.find((one) => one.topicName === topic && one.partition === partition);
  if (answer?.baseOffset === undefined) throw new Error(`The broker returned no offset for ${topic}/${partition}.`);
  return BigInt(answer.baseOffset);
}

function settle(publications: readonly Publication[], base: bigint): void {
  let next = base;
  for (const { messages, last, resolve } of publications) {
    next += BigInt(messages.length);
    if (last) resolve(next - 1n);
  }
}
