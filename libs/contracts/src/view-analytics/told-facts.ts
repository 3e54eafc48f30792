import type { PartitionId, StreamMessage } from '@stoa/kernel';
import { z } from 'zod';
import { TOPICS, VIEW_FACTS, partitionOf } from '../topics.ts';
import { slug, topicKeys, uuid } from '../vocabulary.ts';
import { factKinds, tokenVerdicts, type ViewFact, type ViewReader } from './facts/view-fact.ts';

const pseudonym = z.string().regex(/^[0-9a-f]{16}$/);
const word = z.string().max(120);
const milliseconds = z.number().int().min(0).max(86_400_000);

const target = z.strictObject({
  questionId: uuid,
  slug,
  answerId: uuid.nullable(),
  mentorId: uuid.nullable(),
  company: z.string().max(200).nullable(),
  topics: topicKeys,
});

const reader = z.strictObject({
  visitor: pseudonym,
  network: pseudonym,
  browser: word,
  os: word,
  device: word,
  bot: word.nullable(),
  country: word.nullable(),
  screen: word.nullable(),
  language: word.nullable(),
});

const fact = z.strictObject({
  kind: z.enum(factKinds),
  target: target.nullable(),
  render: pseudonym,
  verdict: z.enum(tokenVerdicts),
  self: z.boolean(),
  share: z.number().int().min(0).max(100),
  visibleMs: milliseconds,
  sinceRender: z.number().int().min(0).max(100_000_000).nullable(),
  referrer: z.string().max(255).nullable(),
  utmSource: z.string().max(120).nullable(),
});

/**
 * A message of `stoa.view-facts.v1` of the second version: what one request told of one reader, as the edge saw it. Stored format: it never
 * changes. A reader who does not want to be measured is only a number: `optedOut`, without facts.
 */
export const toldFacts = z.strictObject({
  type: z.literal('views-told'),
  at: z.number().int().min(0).max(8_640_000_000_000_000),
  reader: reader.nullable(),
  prefetch: z.boolean(),
  staff: z.boolean(),
  facts: z.array(fact).max(64),
  optedOut: z.number().int().min(0).max(64),
});
export interface ToldFacts extends Pick<ViewFact, 'at' | 'prefetch' | 'staff'> {
  readonly reader: ViewReader | null;
  readonly facts: readonly Omit<ViewFact, 'at' | 'prefetch' | 'staff' | 'reader'>[];
  readonly optedOut: number;
}

/** Sends all that a reader tells to one shard: of an anonymous reader by the network, which a visitor never leaves within its pseudonym. */
const keyOf = ({ reader: who }: ToldFacts) => who?.network ?? 'opted-out';

export const partitionOfTold = (told: ToldFacts): PartitionId => ({
  topic: VIEW_FACTS,
  partition: partitionOf(keyOf(told), TOPICS[VIEW_FACTS]!.partitions),
});

export function encodeTold(told: ToldFacts): StreamMessage {
  const value = Buffer.from(JSON.stringify({ type: 'views-told', ...told }));
  return { key: keyOf(told), value, headers: { 'content-type': 'application/json' } };
}

/** Whether a message's key is that of its reader. */
export const hasItsKey = (told: ToldFacts, key: string): boolean => key === keyOf(told);

/** The facts of a message, each with what the request told of its reader. */
export function factsOf({ at, reader: who, prefetch, staff, facts }: ToldFacts): ViewFact[] {
  if (!who) return [];
  return facts.map((told) => ({ ...told, at, reader: who, prefetch, staff }));
}
