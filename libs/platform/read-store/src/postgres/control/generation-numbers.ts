import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The last number that a generation of each read model was given. The rows of generations are no memory: some are dropped. */
export class GenerationNumbers1795000000001 implements MigrationInterface {
  readonly name = 'GenerationNumbers1795000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`CREATE TABLE stoa.generation_number (projection text COLLATE "C" PRIMARY KEY, last bigint NOT NULL)`);
    await runner.query(
      'INSERT INTO stoa.generation_number SELECT projection, max(number) FROM stoa.generation GROUP BY projection',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('DROP TABLE stoa.generation_number');
  }
}
