import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The salts of days that gateways share; see PostgresSalts. */
export class SaltTable1796000000000 implements MigrationInterface {
  readonly name = 'SaltTable1796000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE TABLE stoa.salt (day date PRIMARY KEY, salt bytea NOT NULL)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stoa.salt');
  }
}
