import type { RebuildStatus, VerificationStatus } from '@stoa/contracts';
import { Refusal, type HeldLease } from '@stoa/kernel';
import type pg from 'pg';

/** Work on read models that was asked for, in a table of its own; of each read model at most one runs. */
abstract class PostgresJobs<S extends { readonly id: string; readonly state: string }> {
  protected abstract readonly table: 'stoa.rebuild' | 'stoa.verification';
  /** As a sentence says it. */
  protected abstract readonly noun: string;

  constructor(protected readonly pool: pg.Pool) {}

  protected abstract requested(id: string, projection: string): S;

  async request(projection: string, id: string): Promise<S & { readonly repeated?: true }> {
    const status = this.requested(id, projection);
    const { rowCount } = await this.pool.query(
      `INSERT INTO ${this.table} (id, projection, state, status) VALUES ($1, $2, 'running', $3) ON CONFLICT DO NOTHING`,
      [status.id, projection, JSON.stringify(status)],
    );
    if (rowCount === 1) return status;
    const known = await this.find(projection, id);
    if (!known) throw new Refusal('request-in-progress', `A ${this.noun} of ${projection} is running.`);
    return { ...known, repeated: true };
  }

  async running(): Promise<S[]> {
    const { rows } = await this.pool.query<{ status: string }>(
      `SELECT status FROM ${this.table} WHERE state = 'running' ORDER BY requested_at`,
    );
    return rows.map(({ status }) => JSON.parse(status) as S);
  }

  /** Nothing is saved of one that has ended, nor where another process has taken the lease since. */
  async save(status: S, { name, epoch }: Pick<HeldLease, 'name' | 'epoch'>): Promise<void> {
    await this.pool.query(
      `UPDATE ${this.table} SET state = $2, status = $3 WHERE id = $1 AND state = 'running'
         AND EXISTS (SELECT 1 FROM stoa.lease WHERE name = $4 AND epoch = $5)`,
      [status.id, status.state, JSON.stringify(status), name, epoch],
    );
  }

  async find(projection: string, id: string): Promise<S | undefined> {
    const sql = `SELECT status FROM ${this.table} WHERE projection = $1 AND id::text = $2`;
    const { rows } = await this.pool.query<{ status: string }>(sql, [projection, id]);
    return rows[0] && (JSON.parse(rows[0].status) as S);
  }
}

const begun = () => ({
  state: 'running' as const,
  events: 0,
  ofEvents: 0,
  documents: 0,
  ofDocuments: 0,
  rate: 0,
  etaSeconds: null,
  startedAt: new Date().toISOString(),
  finishedAt: null,
  error: null,
});

export class PostgresRebuildJobs extends PostgresJobs<RebuildStatus> {
  protected readonly table = 'stoa.rebuild';
  protected readonly noun = 'rebuild';

  protected requested(id: string, projection: string): RebuildStatus {
    return { id, projection, generation: 0, phase: 'replay', ...begun() };
  }
}

export class PostgresVerifications extends PostgresJobs<VerificationStatus> {
  protected readonly table = 'stoa.verification';
  protected readonly noun = 'verification';

  /** The process that works on it notices. Of one that has ended it changes nothing. */
  async cancel(projection: string, id: string): Promise<VerificationStatus | undefined> {
    const status = await this.find(projection, id);
    if (status?.state !== 'running') return status;
    const ended = { state: 'cancelled', phase: 'done', rate: 0, etaSeconds: null, finishedAt: new Date().toISOString() };
    await this.pool.query(`UPDATE ${this.table} SET state = 'cancelled', status = $2 WHERE id = $1 AND state = 'running'`, [
      id,
      JSON.stringify({ ...status, ...ended }),
    ]);
    return this.find(projection, id);
  }

  protected requested(id: string, projection: string): VerificationStatus {
    const nothing = { generation: null, rows: 0, ofRows: 0, upTo: null, equal: null, tables: [] };
    return { id, projection, phase: 'waiting', ...begun(), ...nothing };
  }
}
