import { START, type GenerationRecord, type Projection } from '@stoa/kernel';
import { digests, replay, WHOLE_LOG, type ReplayOptions } from '@stoa/projections-engine';
import { projectionNamed } from './rebuild.ts';
import { nothingBuilt, type ReadSide } from './read-side.ts';

export interface Verification {
  readonly projection: string;
  readonly position: string;
  readonly equal: boolean;
  readonly tables: readonly { table: string; rows: number; live: string; folded: string }[];
}

/**
 * Folds from the start to live's checkpoint into a generation of its own (in `scratch`, whose files the caller removes) and compares the
 * dumps. Live is read at one moment, so that a server may go on writing it; documents that were not up to their rows then are left out.
 */
export async function verify(
  live: ReadSide,
  scratch: ReadSide,
  name: string,
  options: ReplayOptions = {},
): Promise<Verification> {
  const projection = projectionNamed(live, name);
  const record = await live.registry.live(name);
  if (!record) throw nothingBuilt(name);
  const { position, without, before } = await momentOf(live, record, projection);
  const folded = await scratch.registry.open(await scratch.registry.create(name, projection.code.rows));
  try {
    if (position !== START) await replay(projection, live.store, folded, scratch.html, { ...options, until: position });
    const after = new Map((await digests(projection, folded, { without })).map(({ table, sha256 }) => [table, sha256]));
    const tables = before.map(({ table, rows, sha256 }) => ({ table, rows, live: sha256, folded: after.get(table) ?? '' }));
    return { projection: name, position, equal: tables.every((table) => table.live === table.folded), tables };
  } finally {
    await folded.close();
  }
}

async function momentOf(side: ReadSide, record: GenerationRecord, projection: Projection) {
  const generation = await side.registry.open(record);
  try {
    return await generation.snapshot(async (moment) => {
      const without = new Set(await moment.dirtyKeys());
      return {
        position: await moment.checkpoint(WHOLE_LOG),
        without,
        before: await digests(projection, moment, { without }),
      };
    });
  } finally {
    await generation.close();
  }
}
