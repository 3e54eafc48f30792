import type { TopicShape } from '@stoa/contracts';
import type { EventStream, PartitionId, StreamMessage, Subscription } from '@stoa/kernel';
import type { Recorder } from '../recorder.ts';

type Topics = Readonly<Record<string, TopicShape>>;

/** Opens a stream as another process would, over the same broker; one in a file is opened anew where none is open. */
export type OpenStream = (topics: Topics) => EventStream;

/** One promise of the port. `topic` is this clause's own; what the clause opens is closed for it. */
export interface Clause {
  readonly name: string;
  check(open: OpenStream, topic: string): Promise<void>;
}

/** How long a clause waits for what must come; shorter where it is known not to. */
export const patience = { ms: 30_000 };

export const shape = (topic: string, partitions: number): Topics => ({ [topic]: { partitions, retentionMs: -1 } });

export const message = (text: string, headers: Record<string, string> = {}): StreamMessage => ({
  key: `key-${text}`,
  value: Buffer.from(text, 'utf8'),
  headers,
});

export function check(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}

export async function until(condition: () => boolean, sentence: () => string): Promise<void> {
  const deadline = performance.now() + patience.ms;
  while (!condition()) {
    check(performance.now() < deadline, sentence());
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

export const refusal = (attempt: Promise<unknown>): Promise<Error | undefined> =>
  attempt.then(
    () => undefined,
    (error: unknown) => error as Error,
  );

export const numbers = (from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => String(from + index));

/** A stream over a fresh topic, with what the clause needs at hand. */
export async function topicOf(open: OpenStream, topic: string, partitions: number) {
  const stream = open(shape(topic, partitions));
  await stream.ensureTopics();
  const places = Array.from({ length: partitions }, (_, partition): PartitionId => ({ topic, partition }));
  const consume = (recorder: Recorder, on: EventStream = stream, group = `${topic}-group`): Subscription =>
    on.consume(group, [topic], recorder, () => undefined);
  return { stream, places: places as [PartitionId, ...PartitionId[]], consume };
}
