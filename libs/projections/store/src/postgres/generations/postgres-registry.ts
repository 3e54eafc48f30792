import { type GenerationRecord, type GenerationState, type Position, type Projection, type SharedRegistry } from '@stoa/kernel';
import type pg from 'pg';
import { schemaOf } from '../../schema.ts';
import type { ReadModelSchema } from '../../table-shape.ts';
import { ifNotExists, postgresDdl } from './postgres-ddl.ts';
import { FREEZE } from './postgres-checkpoints.ts';
import { COMMITS, PostgresGeneration } from './postgres-generation.ts';
import { GenerationGone } from './generation-errors.ts';
import { PROGRESS } from '../progress/progress-channel.ts';
import { inTransaction } from '../connecting/transaction.ts';
import { isTransient } from '../connecting/trouble.ts';

/** A reader may hold the tables for a moment; while a drop waits for it, all who come after wait too. */
const DROP_WAIT_MS = 2000;

type Name = Pick<GenerationRecord, 'projection' | 'number'>;

/** The trouble that says that a generation is of another history, in the place of a partition. */
const LOG = 'log';
const RECORD = `projection, number, state, hash, EXISTS (SELECT 1 FROM stoa.trouble t
  WHERE t.projection = g.projection AND t.generation = g.number AND t.partition = '${LOG}') AS disowned`;
type Stored = Omit<GenerationRecord, 'ofOtherHistory'> & { disowned: boolean };

const LIVE = {
  name: 'live-generation',
  text: `SELECT ${RECORD} FROM stoa.generation g WHERE projection = $1 AND state = 'live'`,
};

/**
 * Generations as schemas `<read model>_<number>`, and the rows that say what each one is in `stoa.generation`. A schema and its row come and go together. A
 * number is never given twice: who still holds a dropped generation cannot write into another one.
 */
export class PostgresGenerationRegistry implements SharedRegistry {
  private constructor(
    private readonly pool: pg.Pool,
    private readonly schemas: ReadonlyMap<string, ReadModelSchema>,
  ) {}

  static async open(pool: pg.Pool, projections: readonly Projection[]): Promise<PostgresGenerationRegistry> {
    const schemas = await Promise.all(
      projections.map(async (projection) => [projection.name, await schemaOf(projection, postgresDdl)] as const),
    );
    return new PostgresGenerationRegistry(pool, new Map(schemas));
  }

  async list(projection?: string): Promise<GenerationRecord[]> {
    const sql = `SELECT ${RECORD} FROM stoa.generation g WHERE $1::text IS NULL OR projection = $1 ORDER BY 1, 2`;
    return (await this.pool.query<Stored>({ name: 'generations', text: sql, values: [projection ?? null] })).rows.map(recordOf);
  }

  async live(projection: string): Promise<GenerationRecord | undefined> {
    const { rows } = await this.pool.query<Stored>({ ...LIVE, values: [projection] });
    return rows[0] && recordOf(rows[0]);
  }

  create(projection: string, hash: string): Promise<GenerationRecord> {
    return this.createAs('building', projection, hash);
  }

  createToVerify(projection: string, hash: string): Promise<GenerationRecord> {
    return this.createAs('verifying', projection, hash);
  }

  private createAs(state: GenerationState, projection: string, hash: string): Promise<GenerationRecord> {
    return this.change(projection, async (client) => {
      const { rows } = await client.query<{ number: number }>(
        `INSERT INTO stoa.last_generation AS l VALUES ($1, 1)
         ON CONFLICT (projection) DO UPDATE SET number = l.number + 1 RETURNING number`,
        [projection],
      );
      const number = rows[0]!.number;
      const name = schemaNameOf({ projection, number });
      await client.query(`CREATE SCHEMA "${name}"`);
      await client.query(`SET LOCAL search_path = "${name}"`);
      for (const statement of this.schema(projection).createTables) await client.query(statement);
      const record: GenerationRecord = { projection, number, state, hash };
      await client.query('INSERT INTO stoa.generation (projection, number, state, hash) VALUES ($1, $2, $3, $4)', [
        projection,
        number,
        record.state,
        hash,
      ]);
      return record;
    });
  }

  async open(record: Name): Promise<PostgresGeneration> {
    const { projection, number } = record;
    const schema = this.schema(projection);
    const { rows } = await this.pool.query<{ state: GenerationState; complete: boolean }>({
      name: 'generation-state',
      text: `SELECT state, (SELECT bool_and(to_regclass(late) IS NOT NULL) FROM unnest($3::text[]) AS given(late)) AS complete
        FROM stoa.generation WHERE projection = $1 AND number = $2`,
      values: [projection, number, schema.lateTables.map(({ name }) => `"${schemaNameOf(record)}"."${name}"`)],
    });
    if (!rows[0]) throw new GenerationGone(schemaNameOf(record));
    if (!rows[0].complete) await this.addLateTables(record);
    const building = rows[0].state === 'building' || rows[0].state === 'verifying';
    return new PostgresGeneration(this.pool, projection, number, schemaNameOf(record), schema, { building });
  }

  follow(record: Name, checkpoints: ReadonlyMap<string, Position>, eventId?: string): Promise<void> {
    const name = schemaNameOf(record);
    const at = `"${name}"`;
    return this.change(record.projection, async (client) => {
      const state = await stateOf(client, record);
      // A process suspended since its replay may resume after another has continued: then checkpoints would go back, and events count twice.
      if (state !== 'building') throw takenOver(name);
      await client.query(`SELECT pg_advisory_xact_lock(${COMMITS}, hashtext('${name}'))`);
      const { rows } = await client.query<{ position: Position }>(`DELETE FROM ${at}.checkpoint RETURNING position`);
      if ([...checkpoints.values()].some((position) => rows.some((row) => row.position !== position))) throw takenOver(name);
      await client.query(`INSERT INTO ${at}.checkpoint SELECT * FROM unnest($1::text[], $2::text[])`, [
        [...checkpoints.keys()],
        [...checkpoints.values()],
      ]);
      await client.query(`DELETE FROM ${at}.checkpoint_event`);
      if (eventId !== undefined)
        await client.query(`INSERT INTO ${at}.checkpoint_event SELECT partition, position, $1 FROM ${at}.checkpoint`, [eventId]);
      await setState(client, record, 'following');
    });
  }

  async switchTo(record: Name, freeze?: string): Promise<void> {
    const { projection, number } = record;
    const old = await this.change(projection, async (client) => {
      const state = await stateOf(client, record);
      if (state === 'live') return [];
      if (state === 'failed' || state === 'verifying')
        throw new Error(`The generation ${schemaNameOf(record)} cannot be made live: it is ${state}`);
      if (freeze !== undefined) await this.mustStandStill(client, projection, freeze);
      // No process feeds or builds what is to be dropped.
      const { rows } = await client.query<Name>(
        `UPDATE stoa.generation SET state = 'failed' WHERE projection = $1 AND state NOT IN ('live', 'verifying') AND number <> $2
         RETURNING projection, number`,
        [projection, number],
      );
      await client.query(`UPDATE stoa.generation SET state = 'kept' WHERE projection = $1 AND state = 'live' AND number <> $2`, [
        projection,
        number,
      ]);
      await setState(client, record, 'live');
      return rows;
    });
    // One that is still read is dropped next time: the switch is done.
    for (const former of old)
      await this.drop(former).catch((error: unknown) => {
        if (!isTransient(error)) throw error;
      });
  }

  disown({ projection, number }: Name, reason: string): Promise<void> {
    const sql = 'INSERT INTO stoa.trouble VALUES ($1, $2, $3, $4) ON CONFLICT (projection, generation, partition) DO NOTHING';
    return this.change(projection, async (client) => void (await client.query(sql, [projection, number, LOG, reason])));
  }

  drop(record: Name): Promise<void> {
    return this.change(record.projection, async (client) => {
      await client.query(`SET LOCAL lock_timeout = ${DROP_WAIT_MS}`);
      await client.query('DELETE FROM stoa.generation WHERE projection = $1 AND number = $2', [record.projection, record.number]);
      await client.query('DELETE FROM stoa.trouble WHERE projection = $1 AND generation = $2', [
        record.projection,
        record.number,
      ]);
      await client.query(`DROP SCHEMA IF EXISTS "${schemaNameOf(record)}" CASCADE`);
    });
  }

  /** A generation from before this code, or made by a process that is not upgraded yet. */
  private addLateTables(record: Name): Promise<void> {
    return this.change(record.projection, async (client) => {
      await client.query(`SET LOCAL search_path = "${schemaNameOf(record)}"`);
      for (const { create } of this.schema(record.projection).lateTables) await client.query(ifNotExists(create));
    });
  }

  /** Until the end of this transaction the live one takes no commit, and no other freeze comes. */
  private async mustStandStill(client: pg.PoolClient, projection: string, freeze: string): Promise<void> {
    const { rows } = await client.query<Name>({ ...LIVE, values: [projection] });
    const name = rows[0] && schemaNameOf(rows[0]);
    if (name) await client.query(`SELECT pg_advisory_xact_lock_shared(${COMMITS}, hashtext('${name}'))`);
    const held = name && (await client.query(`SELECT 1 FROM "${name}".frozen WHERE ${FREEZE} = $1`, [freeze])).rows.length > 0;
    if (!held) throw new Error(`The live generation of ${projection} was fed again: another process has taken this over`);
  }

  /** The pool belongs to the caller. */
  close(): void {}

  /** One change of a read model's generations at a time. */
  private change<A>(projection: string, work: (client: pg.PoolClient) => Promise<A>): Promise<A> {
    return inTransaction(this.pool, 'BEGIN', async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock(7004, hashtext($1))`, [projection]);
      const result = await work(client);
      await client.query(`SELECT pg_notify('${PROGRESS}', $1)`, [projection]);
      return result;
    });
  }

  private schema(projection: string): ReadModelSchema {
    const schema = this.schemas.get(projection);
    if (!schema) throw new Error(`There is no read model ${projection}`);
    return schema;
  }
}

/** The state of a generation, whose row is locked with it. */
async function stateOf(client: pg.PoolClient, record: Name): Promise<GenerationState> {
  const { rows } = await client.query<{ state: GenerationState }>(
    'SELECT state FROM stoa.generation WHERE projection = $1 AND number = $2 FOR UPDATE',
    [record.projection, record.number],
  );
  if (!rows[0]) throw new GenerationGone(schemaNameOf(record));
  return rows[0].state;
}

const recordOf = ({ disowned, ...record }: Stored): GenerationRecord => (disowned ? { ...record, ofOtherHistory: true } : record);

const takenOver = (name: string) => new Error(`Another process has gone on with the generation ${name}`);

const schemaNameOf = ({ projection, number }: Name): string => `${projection.replaceAll('-', '_')}_${number}`;

const setState = (client: pg.PoolClient, { projection, number }: Name, state: GenerationState) =>
  client.query('UPDATE stoa.generation SET state = $3 WHERE projection = $1 AND number = $2', [projection, number, state]);
