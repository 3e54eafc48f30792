import { TopicCreated, topicStream } from '@stoa/contracts';
import { keyOf } from '../mapping/topics.ts';
import type { Append } from './append.ts';
import type { EventMaker } from './make-events.ts';

/** Topics that this import has come across; the first use of one creates it, under the name that it had there. */
export class FirstUses {
  private readonly seen = new Set<string>();

  constructor(private readonly events: EventMaker) {}

  created(names: readonly string[], at: string): Append[] {
    const appends: Append[] = [];
    for (const name of names) {
      const topic = keyOf(name);
      if (this.seen.has(topic)) continue;
      this.seen.add(topic);
      const events = this.events(at, ['topic', topic], undefined, TopicCreated({ topic, name }));
      appends.push({ stream: topicStream(topic), events, expected: 'no-stream', onlyFirst: true });
    }
    return appends;
  }
}
