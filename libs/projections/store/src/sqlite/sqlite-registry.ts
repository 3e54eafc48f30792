import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Generation, GenerationRecord, GenerationRegistry, Projection } from '@stoa/kernel';
import type { Database } from '@stoa/sqlite';
import { GenerationRow } from '../control.entities.ts';
import { schemaOf } from '../schema.ts';
import type { ReadModelSchema } from '../table-shape.ts';
import { createOnce, openReadSide } from './sqlite-database.ts';
import { SqliteGeneration } from './sqlite-generation.ts';

type Name = Pick<GenerationRecord, 'projection' | 'number'>;

/**
 * Generations as files `<folder>/<projection>/<number>.sqlite`, and the rows that say what each one is in `<folder>/control.sqlite`.
 * A file is complete before its row exists, and its row is gone before the file is: a kill between leaves an orphan that the next
 * create overwrites, never a row without a file.
 */
export class SqliteGenerationRegistry implements GenerationRegistry {
  private readonly schemas = new Map<string, Promise<ReadModelSchema>>();

  private constructor(
    private readonly folder: string,
    private readonly control: Database,
    private readonly projections: readonly Projection[],
    private readonly readOnly: boolean,
  ) {}

  static async open(
    folder: string,
    projections: readonly Projection[],
    options: { readOnly?: boolean } = {},
  ): Promise<SqliteGenerationRegistry> {
    const readOnly = options.readOnly ?? false;
    if (!readOnly) mkdirSync(folder, { recursive: true });
    const control = openReadSide(join(folder, 'control.sqlite'), { readOnly });
    if (!readOnly) await createOnce(control, [GenerationRow]);
    return new SqliteGenerationRegistry(folder, control, projections, readOnly);
  }

  async list(projection?: string): Promise<GenerationRecord[]> {
    const rows = this.control.prepare('SELECT projection, number, state, hash FROM generation ORDER BY projection, number').all();
    return (rows as GenerationRecord[]).filter((row) => projection === undefined || row.projection === projection);
  }

  async live(projection: string): Promise<GenerationRecord | undefined> {
    return (await this.list(projection)).find(({ state }) => state === 'live');
  }

  async create(projection: string, hash: string): Promise<GenerationRecord> {
    const number = Math.max(0, ...(await this.list(projection)).map((record) => record.number)) + 1;
    const file = this.fileOf({ projection, number });
    mkdirSync(join(this.folder, projection), { recursive: true });
    const draft = `${file}.draft`;
    for (const stale of [draft, file]) removeFile(stale);
    SqliteGeneration.create(draft, await this.schema(projection));
    renameSync(draft, file);
    const record: GenerationRecord = { projection, number, state: 'building', hash };
    this.control
      .prepare('INSERT INTO generation (projection, number, state, hash) VALUES (?, ?, ?, ?)')
      .run(projection, number, 'building', hash);
    return record;
  }

  async open(record: Name): Promise<Generation> {
    const schema = await this.schema(record.projection);
    return SqliteGeneration.open(this.fileOf(record), schema, record.number, { readOnly: this.readOnly });
  }

  async switchTo({ projection, number }: Name): Promise<void> {
    const old = (await this.list(projection)).filter(({ state, number: other }) => state !== 'live' && other !== number);
    this.control
      .transaction(() => {
        this.control.prepare(`UPDATE generation SET state = 'kept' WHERE projection = ? AND state = 'live'`).run(projection);
        const alive = this.control.prepare(`UPDATE generation SET state = 'live' WHERE projection = ? AND number = ?`);
        if (alive.run(projection, number).changes === 0) throw new Error(`There is no generation ${number} of ${projection}`);
      })
      .immediate();
    for (const record of old) await this.drop(record);
  }

  async drop({ projection, number }: Name): Promise<void> {
    this.control.prepare('DELETE FROM generation WHERE projection = ? AND number = ?').run(projection, number);
    removeFile(this.fileOf({ projection, number }));
  }

  close(): void {
    this.control.close();
  }

  private fileOf({ projection, number }: Name): string {
    return join(this.folder, projection, `${number}.sqlite`);
  }

  /** Made at the first use: a command that looks at one read model needs no other's. */
  private schema(name: string): Promise<ReadModelSchema> {
    const known = this.schemas.get(name);
    if (known) return known;
    const projection = this.projections.find((each) => each.name === name);
    if (!projection) throw new Error(`There is no read model ${name}`);
    const schema = schemaOf(projection);
    this.schemas.set(name, schema);
    return schema;
  }
}

function removeFile(file: string): void {
  for (const suffix of ['', '-wal', '-shm']) if (existsSync(file + suffix)) rmSync(file + suffix);
}
