import {
  TOPICS,
  VIEW_FACTS,
  ViewsImported,
  hasItsKey,
  partitionOf,
  partitionOfTold,
  toldFacts,
  uuid,
  viewShardOf,
  type ToldFacts,
} from '@stoa/contracts';
import type { PartitionId, StreamMessage, StreamRecord } from '@stoa/kernel';
import { z } from 'zod';
import type { ShardPart } from './shard-parts.ts';

const { shape } = ViewsImported.schema;

/** Version 1 of the messages of `stoa.view-facts.v1`: the part that an import has for one shard. Stored format: it never changes. */
const importedPart = z.strictObject({
  type: z.literal('views-imported'),
  shard: shape.shard,
  source: shape.source,
  counts: shape.counts,
  after: z.number().int().min(-1).max(Number.MAX_SAFE_INTEGER),
  context: z.strictObject({
    principal: z.strictObject({ memberId: uuid, roles: z.array(z.enum(['member', 'moderator', 'admin'])).max(3) }),
    commandId: uuid,
    bodyHash: z.string().regex(/^[0-9a-f]{64}$/),
    occurredAt: z.iso.datetime({ precision: 3 }),
    correlationId: z.string().min(1).max(100),
  }),
});

/** The partition that carries a shard's facts, and those shards that a partition carries. */
export const partitionOfShard = (shard: number): PartitionId => ({
  topic: VIEW_FACTS,
  partition: partitionOf(String(shard), TOPICS[VIEW_FACTS]!.partitions),
});

export function encodeFact({ shard, source, counts, after, context }: ShardPart): StreamMessage {
  const { principal: who, commandId, bodyHash, occurredAt, correlationId } = context;
  // This version knows no analysts; whether a principal is one does not matter to an import.
  const principal = { memberId: who.memberId, roles: who.roles.filter((role) => role !== 'analyst') };
  const told = { principal, commandId, bodyHash, occurredAt, correlationId };
  const value = Buffer.from(JSON.stringify({ type: 'views-imported', shard, source, counts, after, context: told }));
  return { key: String(shard), value, headers: { 'content-type': 'application/json', correlationid: correlationId } };
}

export type DecodedFact = { readonly part: ShardPart } | { readonly told: ToldFacts } | { readonly wrong: string };

/** Decodes a record; never throws, whatever it holds. `wrong` is why it is invalid, without quoting it. */
export function decodeFact(partition: PartitionId, { key, value }: Pick<StreamRecord, 'key' | 'value'>): DecodedFact {
  let said: unknown;
  try {
    said = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(value));
  } catch {
    return { wrong: 'It is not JSON.' };
  }
  if ((said as { type?: unknown } | null)?.type === 'views-told') return decodeTold(partition, key, said);
  const { data, error } = importedPart.safeParse(said);
  if (!data) return { wrong: unknownShape(error) };
  const { type: _type, ...part } = data;
  if (key !== String(part.shard)) return { wrong: 'Its key is not its shard.' };
  if (partitionOfShard(part.shard).partition !== partition.partition) return { wrong: 'Its shard has another partition.' };
  if (part.counts.some(({ questionId }) => viewShardOf(questionId) !== part.shard))
    return { wrong: 'It counts a question of another shard.' };
  return { part };
}

function decodeTold(partition: PartitionId, key: string, said: unknown): DecodedFact {
  const { data, error } = toldFacts.safeParse(said);
  if (!data) return { wrong: unknownShape(error) };
  const { type: _type, ...told } = data;
  if (!hasItsKey(told, key)) return { wrong: 'Its key is not its reader’s.' };
  if (partitionOfTold(told).partition !== partition.partition) return { wrong: 'Its reader has another partition.' };
  return { told };
}

const unknownShape = ({ issues }: z.ZodError) => `It is not of a known shape: /${(issues[0]?.path ?? []).join('/')}.`;
