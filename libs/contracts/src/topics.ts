import type { DomainEvent, EventMeta, EventRoute, NewEvent, PartitionId } from '@stoa/kernel';
import { MemberRegistered, MemberRolesChanged } from './members/events.ts';
import { MentorProfileChanged, MentorRegistered, MentorUnverified, MentorVerified } from './mentors/events.ts';
import { checkedEvent, isNewestVersion, type StoaEvent } from './registry.ts';
import { ViewsImported, ViewsRecorded, ViewsRestated, ViewsTakenBack } from './view-analytics/events.ts';

export type RelayTopic = 'stoa.qa.v1' | 'stoa.mentors.v1' | 'stoa.view-batches.v1';

/** A route into a topic that this code has. */
export interface Route extends EventRoute {
  readonly topic: RelayTopic;
}

export interface TopicShape {
  /** Stored format: keys are spread over this many partitions, and each has a checkpoint in every read model. */
  readonly partitions: number;
  /** How long messages are kept; -1 for ever. What was dropped from a copy of the store is read from the store. */
  readonly retentionMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** Topics that are copies of the store: they may be deleted, the relay fills them again. */
export const RELAY_TOPICS: Readonly<Record<RelayTopic, TopicShape>> = {
  'stoa.qa.v1': { partitions: 6, retentionMs: 7 * DAY_MS },
  'stoa.mentors.v1': { partitions: 3, retentionMs: 7 * DAY_MS },
  'stoa.view-batches.v1': { partitions: 4, retentionMs: 7 * DAY_MS },
};

/** Views on their way into the store: the only stream topic that is no copy, and must never be deleted. */
export const VIEW_FACTS = 'stoa.view-facts.v1';

export const TOPICS: Readonly<Record<string, TopicShape>> = { ...RELAY_TOPICS, [VIEW_FACTS]: { partitions: 4, retentionMs: -1 } };

/** An event, recorded or not: what was recorded with its route is carried by that, whether or not a contract here names it. */
export type Routable = DomainEvent & { readonly meta?: Pick<EventMeta, 'route'> };

/** The event as every store appends it: checked against its published shape, with its route. Throws as `checkedEvent` does. */
export function appendable(event: NewEvent): NewEvent {
  const checked = checkedEvent(event);
  return { ...checked, meta: { ...checked.meta, route: routeOf(checked) } };
}

/** How an event is carried. Throws where its route names a topic that this code does not have, or it has none and no contract names its type. */
export function carriedBy(event: Routable): Route {
  const { route } = event.meta ?? {};
  if (!route) return routeOf(event);
  const { topic, key } = route;
  if (!isRelayTopic(topic)) throw new Error(`${event.type} belongs to the topic ${topic}, which this process does not know`);
  return { topic, key };
}

export const isRelayTopic = (topic: string): topic is RelayTopic => Object.hasOwn(RELAY_TOPICS, topic);

/** Where an event is carried: its topic, and the partition of its key. Throws as `carriedBy` does. */
export function partitionOfEvent(event: Routable): PartitionId {
  const { topic, key } = carriedBy(event);
  return partitionOfKey(topic, key);
}

/** Where events of this key are carried. */
export const partitionOfKey = (topic: RelayTopic, key: string): PartitionId => ({
  topic,
  partition: partitionOf(key, RELAY_TOPICS[topic].partitions),
});

/** Every partition of the topics that are copies of the store, in a fixed order. */
export const relayPartitions = (): PartitionId[] =>
  (Object.keys(RELAY_TOPICS) as RelayTopic[]).flatMap((topic) =>
    Array.from({ length: RELAY_TOPICS[topic].partitions }, (_, partition) => ({ topic, partition })),
  );

/** The topic of all events of a type: it depends on nothing else. */
export const topicOfType = (type: string): RelayTopic => routeOf({ type, data: {} }).topic;

/** Topic and partition key of an event by its contract. Throws for a type that none names. */
export function routeOf(event: DomainEvent): Route {
  const known = event as StoaEvent;
  switch (known.type) {
    case 'SlugReserved.v1':
      return { topic: 'stoa.qa.v1', key: known.data.slug };
    case 'TopicCreated.v1':
      return { topic: 'stoa.qa.v1', key: known.data.topic };
    case 'HandleReserved.v1':
      return { topic: 'stoa.mentors.v1', key: known.data.handle };
    case MemberRegistered.type:
    case 'MemberRenamed.v1':
    case MemberRolesChanged.type:
    case 'MemberSuspended.v1':
    case 'MemberReinstated.v1':
    case 'TokenIssued.v1':
    case 'TokenRevoked.v1':
      return { topic: 'stoa.mentors.v1', key: known.data.memberId };
    case MentorRegistered.type:
    case MentorProfileChanged.type:
    case 'ExpertiseAdded.v1':
    case 'ExpertiseDropped.v1':
    case MentorVerified.type:
    case MentorUnverified.type:
      return { topic: 'stoa.mentors.v1', key: known.data.mentorId };
    case 'ViewsImportBegan.v1':
      return { topic: 'stoa.view-batches.v1', key: known.data.importId };
    case ViewsRecorded.type:
    case ViewsRestated.type:
    case ViewsImported.type:
    case ViewsTakenBack.type:
      return { topic: 'stoa.view-batches.v1', key: String(known.data.shard) };
    default:
      if (!isNewestVersion(event.type))
        throw new Error(`No contract names the event type ${event.type}, or it is a former version`);
      return { topic: 'stoa.qa.v1', key: known.data.questionId };
  }
}

/** The partition of a key, by 32-bit FNV-1a over its UTF-8 bytes; relay, projectors and rebuilds all use this one. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(key, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % partitions;
}
