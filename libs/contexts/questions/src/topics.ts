import { TopicCreated, topicKeyOf, topicStream } from '@stoa/contracts';
import { derivedId, toNewEvents, type CommandMessage, type EventStore } from '@stoa/kernel';

/** Keys of topics named as people write them, in order and each once. */
export const topicKeysOf = (names: readonly string[]): string[] => [...new Set(names.map(topicKeyOf))];

/** As `topicKeysOf`; a topic that nobody used before is created under the first of its names. */
export async function ensureTopics(store: EventStore, command: CommandMessage, names: readonly string[]): Promise<string[]> {
  const keys = topicKeysOf(names);
  for (const topic of keys) await ensureTopic(store, command, topic, names.find((name) => topicKeyOf(name) === topic) ?? topic);
  return keys;
}

async function ensureTopic(store: EventStore, { context }: CommandMessage, topic: string, name: string): Promise<void> {
  if ((await store.read(topicStream(topic), { limit: 1 })).length > 0) return;
  const events = toNewEvents([TopicCreated({ topic, name })], {
    context: { ...context, commandId: derivedId(context.commandId, 'topic', topic) },
  });
  try {
    await store.append(topicStream(topic), events, 'no-stream');
  } catch (error) {
    // A concurrent command created it first: it exists, which is all that is needed.
    if ((error as { code?: string }).code !== 'revision-conflict') throw error;
  }
}
