import { Refusal } from '@stoa/kernel';
import { digests, replay, WHOLE_LOG, type ReplayOptions } from '@stoa/projecting';
import { projectionHash } from '@stoa/read-models';
import { projectionNamed } from './rebuild.ts';
import type { ReadSide } from './read-side.ts';

export interface Verification {
  readonly projection: string;
  readonly position: string;
  readonly equal: boolean;
  readonly tables: readonly { table: string; rows: number; live: string; folded: string }[];
}

/**
 * Folds from the start to live's checkpoint into a generation of its own (in `scratch`, whose files the caller removes) and compares the
 * dumps, documents included. `live` is opened only to read.
 */
export async function verify(
  live: ReadSide,
  scratch: ReadSide,
  name: string,
  options: ReplayOptions = {},
): Promise<Verification> {
  const projection = projectionNamed(live, name);
  const record = await live.registry.live(name);
  if (!record) throw new Refusal('not-found', `The read model ${name} has no live generation yet.`);
  const folded = await scratch.registry.open(await scratch.registry.create(name, projectionHash(name)));
  const current = await live.registry.open(record);
  try {
    const position = await current.checkpoint(WHOLE_LOG);
    if (position !== '') await replay(projection, live.store, folded, scratch.html, { ...options, until: position });
    const [before, after] = [await digests(projection, current), await digests(projection, folded)];
    const tables = before.map(({ table, rows, sha256 }, index) => ({
      table,
      rows,
      live: sha256,
      folded: after[index]?.sha256 ?? '',
    }));
    return { projection: name, position, equal: tables.every((table) => table.live === table.folded), tables };
  } finally {
    await current.close();
    await folded.close();
  }
}
