import type { EventStream, PartitionHandler } from '@stoa/kernel';
import { METRICS } from '../catalogue.ts';
import type { Metrics } from '../metrics.ts';
import { handling } from './handling.ts';
import { replaced } from './replaced.ts';

/** The stream, with what is published measured. */
export function observedPublishing<S extends Pick<EventStream, 'publish'>>(stream: S, metrics: Metrics | undefined): S {
  if (!metrics) return stream;
  const durations = metrics.histogram(METRICS.publishDurations);
  const published = metrics.counter(METRICS.published);
  const publish: EventStream['publish'] = async (partition, messages) => {
    const { topic } = partition;
    const end = durations.startTimer({ topic });
    try {
      const offset = await stream.publish(partition, messages);
      end({ outcome: 'done' });
      published.inc({ topic }, messages.length);
      return offset;
    } catch (error) {
      end({ outcome: 'failed' });
      throw error;
    }
  };
  return replaced<Pick<EventStream, 'publish'>>(stream, { publish }) as S;
}

/** The stream, with what is consumed measured. */
export function observedConsuming<S extends Pick<EventStream, 'consume'>>(stream: S, metrics: Metrics | undefined): S {
  if (!metrics) return stream;
  const consume: EventStream['consume'] = (group, topics, handler, onTrouble) =>
    stream.consume(group, topics, observed(handler, topics, metrics), onTrouble);
  return replaced<Pick<EventStream, 'consume'>>(stream, { consume }) as S;
}

function observed(handler: PartitionHandler, topics: readonly string[], metrics: Metrics): PartitionHandler {
  const handled = handling(metrics);
  const owned = metrics.gauge(METRICS.partitionsOwned);
  const held = new Map(topics.map((topic) => [topic, new Set<number>()]));
  const report = () => held.forEach((partitions, topic) => owned.set({ topic }, partitions.size));
  report();
  return {
    assigned: async (partition) => {
      const offset = await handler.assigned(partition);
      held.get(partition.topic)?.add(partition.partition);
      report();
      return offset;
    },
    revoked: async (partition) => {
      held.get(partition.topic)?.delete(partition.partition);
      report();
      await handler.revoked(partition);
    },
    handle: (partition, records, alive) =>
      handled(partition.topic, records.length, () => handler.handle(partition, records, alive)),
  };
}
