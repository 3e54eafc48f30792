import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Verifications that were asked for, as the table of rebuilds keeps those. */
export class VerificationTable1798300000000 implements MigrationInterface {
  readonly name = 'VerificationTable1798300000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE stoa.verification (
      id uuid PRIMARY KEY, projection text NOT NULL, state text NOT NULL, status text NOT NULL,
      requested_at timestamptz NOT NULL DEFAULT clock_timestamp())`);
    await runner.query(`CREATE UNIQUE INDEX one_verification ON stoa.verification (projection) WHERE state = 'running'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stoa.verification');
  }
}
