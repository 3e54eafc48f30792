import type { PartitionId, StreamRecord } from '@stoa/kernel';
import type pg from 'pg';

/** An invalid message, for operators; its bytes in base64. */
export interface SetAsideMessage {
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
  readonly code: string;
  readonly sentence: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly bytes: string;
  readonly size: number;
  readonly at: string;
}

/** More of one message is not kept; its size is. */
const KEPT_BYTES = 1024 * 1024;
/** A limit, so that a flood of invalid messages cannot fill the disk: beyond it the oldest are deleted. */
const KEPT_MESSAGES = 10_000;
const KEPT_TEXT = 4096;

/** Keeps invalid messages, once per offset. */
export class PostgresSetAside {
  constructor(private readonly pool: pg.Pool) {}

  async record(
    { topic, partition }: PartitionId,
    record: StreamRecord,
    problem: { code: string; sentence: string },
  ): Promise<void> {
    const { offset, key, headers, value } = record;
    const { rowCount } = await this.pool.query(
      `INSERT INTO stoa.set_aside (topic, partition, "offset", code, sentence, key, headers, bytes, size)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING`,
      [topic, partition, offset, problem.code, problem.sentence, clean(key), clean(JSON.stringify(headers)), Buffer.from(value.subarray(0, KEPT_BYTES)), value.length], // prettier-ignore
    );
    if (rowCount === 1 && offset % 100n === 0n) await this.forget();
  }

  /** The newest first. */
  async list(limit: number): Promise<SetAsideMessage[]> {
    const { rows } = await this.pool.query<Omit<SetAsideMessage, 'headers' | 'at'> & { headers: string; at: Date }>(
      `SELECT topic, partition, "offset", code, sentence, key, headers, encode(bytes, 'base64') AS bytes, size, at
       FROM stoa.set_aside ORDER BY at DESC LIMIT $1`,
      [limit],
    );
    return rows.map((row) => ({ ...row, headers: headersOf(row.headers), at: row.at.toISOString() }));
  }

  async count(): Promise<number> {
    return (await this.pool.query<{ count: number }>('SELECT count(*) AS count FROM stoa.set_aside')).rows[0]?.count ?? 0;
  }

  private async forget(): Promise<void> {
    await this.pool.query(
      `DELETE FROM stoa.set_aside WHERE at < (SELECT min(at) FROM (SELECT at FROM stoa.set_aside ORDER BY at DESC LIMIT $1) AS kept)`,
      [KEPT_MESSAGES],
    );
  }
}

/** Postgres keeps no NUL; text that is cut may be no JSON any more. */
const clean = (text: string) => text.replaceAll('\u0000', '\uFFFD').replaceAll('\\u0000', '\\ufffd').slice(0, KEPT_TEXT);

function headersOf(text: string): Record<string, string> {
  try {
    return JSON.parse(text) as Record<string, string>;
  } catch {
    return { cut: text };
  }
}
