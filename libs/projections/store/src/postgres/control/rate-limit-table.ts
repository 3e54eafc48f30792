import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What members have sent, for all gateways; the shape is rate-limiter-flexible's. It holds nothing that is missed. */
export class RateLimitTable1797000000000 implements MigrationInterface {
  readonly name = 'RateLimitTable1797000000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE UNLOGGED TABLE stoa.rate_limit (key varchar(255) PRIMARY KEY, points integer NOT NULL DEFAULT 0, expire bigint)',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stoa.rate_limit');
  }
}
