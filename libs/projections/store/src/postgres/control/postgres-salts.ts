import { DailySalts, type SaltShelf } from '@stoa/visitors/salts';
import type pg from 'pg';

/** Salts of days that several gateways share: whichever asks first makes a day's, and all get that one. They are in no backup of the log. */
export class PostgresSalts extends DailySalts {
  constructor(pool: pg.Pool, now?: () => number) {
    super(new TableShelf(pool), now);
  }
}

class TableShelf implements SaltShelf {
  constructor(private readonly pool: pg.Pool) {}

  async read(day: string): Promise<Uint8Array | undefined> {
    const { rows } = await this.pool.query<{ salt: Buffer }>('SELECT salt FROM stoa.salt WHERE day = $1', [day]);
    return rows[0]?.salt;
  }

  async keep(day: string, salt: Uint8Array): Promise<Uint8Array> {
    const sql = 'INSERT INTO stoa.salt (day, salt) VALUES ($1, $2) ON CONFLICT (day) DO NOTHING';
    await this.pool.query(sql, [day, Buffer.from(salt)]);
    return (await this.read(day)) ?? this.keep(day, salt);
  }

  /** None that the server's own clock holds for younger: of a gateway whose clock is ahead the others must not suffer. */
  async deleteBefore(day: string): Promise<void> {
    const sql = `DELETE FROM stoa.salt WHERE day < least($1::date, (clock_timestamp() AT TIME ZONE 'UTC')::date - 1)`;
    await this.pool.query(sql, [day]);
  }
}
