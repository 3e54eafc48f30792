import type { DomainEvent } from '@stoa/kernel';
import { registry, type StoaEvent } from './registry.ts';

/** What carries an event to projectors: its topic and the key by which events keep their order. */
export interface Route {
  readonly topic: 'stoa.qa.v1' | 'stoa.mentors.v1' | 'stoa.view-batches.v1';
  readonly key: string;
}

/** Topic and partition key of an event. Throws for a type that no contract names. */
export function routeOf(event: DomainEvent): Route {
  const known = event as StoaEvent;
  switch (known.type) {
    case 'SlugReserved.v1':
      return { topic: 'stoa.qa.v1', key: known.data.slug };
    case 'TopicCreated.v1':
      return { topic: 'stoa.qa.v1', key: known.data.topic };
    case 'HandleReserved.v1':
      return { topic: 'stoa.mentors.v1', key: known.data.handle };
    case 'MemberRegistered.v1':
    case 'MemberRolesChanged.v1':
    case 'TokenIssued.v1':
    case 'TokenRevoked.v1':
      return { topic: 'stoa.mentors.v1', key: known.data.memberId };
    case 'MentorRegistered.v1':
    case 'MentorProfileChanged.v1':
    case 'ExpertiseAdded.v1':
    case 'ExpertiseDropped.v1':
    case 'MentorVerified.v1':
    case 'MentorUnverified.v1':
      return { topic: 'stoa.mentors.v1', key: known.data.mentorId };
    case 'ViewsImported.v1':
      return { topic: 'stoa.view-batches.v1', key: String(known.data.shard) };
    default:
      if (!registry.has(event.type)) throw new Error(`No contract names the event type ${event.type}`);
      return { topic: 'stoa.qa.v1', key: known.data.questionId };
  }
}

/** The partition of a key, by 32-bit FNV-1a over its UTF-8 bytes; relay, projectors and rebuilds all use this one. */
export function partitionOf(key: string, partitions: number): number {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(key, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193) >>> 0;
  return hash % partitions;
}
