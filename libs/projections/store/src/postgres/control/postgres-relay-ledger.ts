import type { Position, RelayCheckpoint, RelayLedger } from '@stoa/kernel';
import type pg from 'pg';

interface Stored {
  position: Position;
  head: Position;
  tails: string;
  offsets: string;
  event: string | null;
  history: string;
}

/** The relay's checkpoint. Saving is a compare-and-set, so that of two relays that both believe to be the leader only one continues. */
export class PostgresRelayLedger implements RelayLedger {
  constructor(private readonly pool: pg.Pool) {}

  async load(): Promise<RelayCheckpoint> {
    const { rows } = await this.pool.query<Stored>(
      `SELECT position, head, tails, offsets, CASE WHEN event_position = position THEN nullif(event_id, '') END AS event, history
       FROM stoa.relay WHERE id = 1`,
    );
    const { position, head, tails, offsets, event, history } = rows[0] as Stored;
    const known = { ...(event && { eventId: event }), ...(history && { history }) };
    return { position, head, tails: JSON.parse(tails), offsets: JSON.parse(offsets), ...known };
  }

  /** False when another relay has saved since, or one of a later epoch. */
  async save(expected: Position, checkpoint: RelayCheckpoint, epoch: number): Promise<boolean> {
    const { position, head, tails, offsets, eventId = '', history = '' } = checkpoint;
    const { rowCount } = await this.pool.query(
      `UPDATE stoa.relay SET position = $2, head = $3, tails = $4, offsets = $5, epoch = $6,
         event_position = $2, event_id = $7, history = $8
       WHERE id = 1 AND position = $1 AND epoch <= $6`,
      [expected, position, head, JSON.stringify(tails), JSON.stringify(offsets), epoch, eventId, history],
    );
    return rowCount === 1;
  }
}
