import { TOPICS, VIEW_FACTS, factsOf, isView, partitionOfTold, type ToldFacts } from '@stoa/contracts';
import { LIVE_RULES, ShardMemory, judge } from '@stoa/view-analytics';

export interface RememberedViews {
  readonly views: number;
  readonly bytes: number;
  /** Of these, what there is to see takes, however many see it. */
  readonly targetBytes: number;
}

/** What all shards remember of views, judged alone. */
export function rememberViews(told: Iterable<ToldFacts>): RememberedViews {
  const shards = Array.from({ length: TOPICS[VIEW_FACTS]!.partitions }, () => new ShardMemory());
  let views = 0;
  for (const message of told) {
    const shard = shards[partitionOfTold(message).partition]!;
    for (const fact of factsOf(message)) {
      const judged = judge(LIVE_RULES, fact, shard);
      if (judged && isView(judged)) views++;
    }
  }
  const sum = (of: 'bytes' | 'targetBytes') => shards.reduce((total, shard) => total + shard[of], 0);
  return { views, bytes: sum('bytes'), targetBytes: sum('targetBytes') };
}
