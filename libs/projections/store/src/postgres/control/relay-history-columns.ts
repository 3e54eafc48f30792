import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The event at the relay's checkpoint, valid while `event_position` is its position: relays of former releases move it alone. And which history is relayed. */
export class RelayHistoryColumns1798100000000 implements MigrationInterface {
  readonly name = 'RelayHistoryColumns1798100000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await runner.query(`ALTER TABLE stoa.relay ADD COLUMN ${column} text NOT NULL DEFAULT ''`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const column of COLUMNS) await runner.query(`ALTER TABLE stoa.relay DROP COLUMN ${column}`);
  }
}

const COLUMNS = ['event_position', 'event_id', 'history'];
