import { partitionsOf } from '@stoa/projections-distributed';
import { START, partitionName, type Position, type Projection } from '@stoa/kernel';
import { projections } from '@stoa/read-models/projections';
import { PostgresGenerationRegistry, PostgresRelayLedger, type PostgresGeneration } from '@stoa/projections-store';
import { until, type Site } from './site.ts';

/** The live generations as they stand in Postgres, looked at past the services. */
export class WatchedReadModels {
  private constructor(
    readonly generations: ReadonlyMap<string, PostgresGeneration>,
    private readonly ledger: PostgresRelayLedger,
    private readonly pool: Site['pool'],
  ) {}

  static async open({ pool }: Pick<Site, 'pool'>): Promise<WatchedReadModels> {
    const registry = await PostgresGenerationRegistry.open(pool, projections);
    const live = projections.map(async ({ name }) => {
      const record = await registry.live(name);
      if (!record) throw new Error(`No generation of ${name} is live`);
      return [name, await registry.open(record)] as const;
    });
    return new WatchedReadModels(new Map(await Promise.all(live)), new PostgresRelayLedger(pool), pool);
  }

  /** The position up to which every partition of a read model is. */
  async reached(projection: Pick<Projection, 'name' | 'handlers'>): Promise<Position> {
    const checkpoints = await this.generations.get(projection.name)!.checkpoints();
    return partitionsOf(projection)
      .map((partition) => checkpoints.get(partitionName(partition)) ?? START)
      .reduce((one, other) => (one < other ? one : other));
  }

  /** All checkpoints as one text, which changes when any of them does. */
  async state(): Promise<string> {
    const all = await Promise.all([...this.generations.values()].map(async (one) => [...(await one.checkpoints())].sort()));
    return JSON.stringify(all);
  }

  /** How many ratings the rows of question pages hold. */
  async ratings(): Promise<number> {
    const schema = `question_page_${this.generations.get('question-page')!.number}`;
    const sql = `SELECT coalesce(sum(helpful + "notHelpful"), 0)::bigint AS count FROM "${schema}".tally`;
    return (await this.pool.query<{ count: number }>(sql)).rows[0]!.count;
  }

  /** Resolves when all rows hold a position. */
  rows(position: Position, withinMs: number, everyMs?: number): Promise<void> {
    const reached = async () => (await Promise.all(projections.map((one) => this.reached(one)))).every((at) => at >= position);
    return until(reached, withinMs, `all rows at ${position}`, everyMs);
  }

  /** Resolves when no document is behind its rows. */
  documents(withinMs: number, everyMs?: number): Promise<void> {
    const none = async () =>
      (await Promise.all([...this.generations.values()].map((one) => one.dirtyCount()))).every((n) => n === 0);
    return until(none, withinMs, 'all documents built', everyMs);
  }

  /** Resolves when everything up to a position is acknowledged by Kafka. */
  relayed(position: Position, withinMs: number): Promise<void> {
    return until(async () => (await this.ledger.load()).position >= position, withinMs, `relayed up to ${position}`);
  }
}
