import type { Generation, Projection } from '@stoa/kernel';
import { KeyedBatch } from './keyed-batch.ts';
import { SumsBatch } from './sums-batch.ts';

/** The tables of a projection while a batch is folded. */
export interface Batch {
  readonly keyed: ReadonlyMap<string, KeyedBatch>;
  readonly sums: ReadonlyMap<string, SumsBatch>;
}

/** What a fold needs of a generation. */
export type Rows = Pick<Generation, 'keyColumns' | 'sumColumns' | 'load' | 'loadGroups'>;

export function emptyBatch(projection: Projection, generation: Rows): Batch {
  const tables = Object.entries(projection.tables);
  return {
    keyed: new Map(
      tables.flatMap(([name, table]) =>
        table.kind === 'keyed' ? [[name, new KeyedBatch(name, generation.keyColumns(name), table.group)] as const] : [],
      ),
    ),
    sums: new Map(
      tables.flatMap(([name, table]) =>
        table.kind === 'sums' ? [[name, new SumsBatch(generation.keyColumns(name), generation.sumColumns(name))] as const] : [],
      ),
    ),
  };
}
