import { PASSED_OVER, keyed, projection, sums, type BatchChanges, type PassedOver, type Projection } from '@stoa/kernel';
import { Column, Entity, Index, PrimaryColumn } from 'typeorm';

/** A row with every kind of column. */
@Entity('item')
@Index(['done', 'rank'])
export class Item {
  @PrimaryColumn({ type: 'text' }) team!: string;
  @PrimaryColumn({ type: 'text' }) id!: string;
  @Column({ type: 'text', nullable: true }) note!: string | null;
  @Column({ type: 'integer' }) rank!: number;
  @Column({ type: 'boolean' }) done!: boolean;
  @Column({ type: 'simple-json' }) tags!: unknown;
}

@Entity('score')
export class Score {
  @PrimaryColumn({ type: 'text' }) board!: string;
  @PrimaryColumn({ type: 'text' }) who!: string;
  @Column({ type: 'integer' }) points!: number;
  @Column({ type: 'integer' }) games!: number;
}

/** A read model for the contract suite; what it folds is of no matter there. */
export const sample = projection('sample-model', { item: keyed(Item, 'team'), score: sums(Score) }, () => [], {
  documents: { keys: { table: 'item', column: 'team', always: ['site'] }, dirtiedBy: [], build: async () => new Map() },
}) as unknown as Projection;

export const item = (id: string, more: Partial<Item> = {}): Item => ({
  team: 'a',
  note: null,
  rank: 1,
  done: false,
  tags: [],
  ...more,
  id,
});
export const score = (who: string, points: number, games = 0): Score => ({ board: 'b', who, points, games });

/** What a batch writes; what is not named is nothing. */
export const changes = (
  what: { items?: Item[]; scores?: Score[]; removed?: string[][]; passedOver?: PassedOver[] } & Partial<
    Pick<BatchChanges, 'dirty' | 'dirtyVia'>
  >,
): BatchChanges => ({
  puts: new Map([['item', what.items ?? []]]),
  removals: new Map([['item', what.removed ?? []]]),
  sums: new Map<string, object[]>([
    ['score', what.scores ?? []],
    [PASSED_OVER, what.passedOver ?? []],
  ]),
  dirty: what.dirty ?? [],
  dirtyVia: what.dirtyVia ?? [],
});
