import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables beside the generations. Read models never migrate; these do, and only by a new class below. */
export class ControlTables1795000000000 implements MigrationInterface {
  readonly name = 'ControlTables1795000000000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of TABLES) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP SCHEMA stoa CASCADE');
  }
}

const TABLES = [
  `CREATE TABLE stoa.generation (
     projection text COLLATE "C", number bigint, state text NOT NULL, hash text NOT NULL, PRIMARY KEY (projection, number))`,
  `CREATE TABLE stoa.last_generation (projection text COLLATE "C" PRIMARY KEY, number bigint NOT NULL)`,
  `CREATE UNIQUE INDEX one_live ON stoa.generation (projection) WHERE state = 'live'`,
  `CREATE TABLE stoa.html (hash bytea PRIMARY KEY, html text NOT NULL)`,
  `CREATE TABLE stoa.lease (
     name text PRIMARY KEY, owner text NOT NULL, epoch bigint NOT NULL, expires_at timestamptz NOT NULL)`,
  `CREATE TABLE stoa.relay (
     id integer PRIMARY KEY CHECK (id = 1), position text NOT NULL, head text NOT NULL, epoch bigint NOT NULL,
     tails text NOT NULL, offsets text NOT NULL)`,
  `INSERT INTO stoa.relay VALUES (1, '', '', 0, '{}', '{}')`,
  `CREATE TABLE stoa.set_aside (
     topic text, partition bigint, "offset" bigint, code text NOT NULL, sentence text NOT NULL, key text NOT NULL,
     headers text NOT NULL, bytes bytea NOT NULL, size bigint NOT NULL, at timestamptz NOT NULL DEFAULT clock_timestamp(),
     PRIMARY KEY (topic, partition, "offset"))`,
  `CREATE TABLE stoa.trouble (
     projection text, generation bigint, partition text, reason text NOT NULL, PRIMARY KEY (projection, generation, partition))`,
  `CREATE TABLE stoa.rebuild (
     id uuid PRIMARY KEY, projection text NOT NULL, state text NOT NULL, status text NOT NULL,
     requested_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  `CREATE UNIQUE INDEX one_rebuild ON stoa.rebuild (projection) WHERE state = 'running'`,
  `CREATE TABLE stoa.offset_hint (
     topic text, partition bigint, "offset" bigint NOT NULL, position text NOT NULL, PRIMARY KEY (topic, partition))`,
];
