import { Refusal, type GenerationRecord, type Position, type Projection } from '@stoa/kernel';
import { replay, type ReplayOptions } from '@stoa/projections-engine';
import { projectionHash } from '@stoa/read-models';
import type { ReadSide } from './read-side.ts';

/** The projection of this name; a Refusal names those that there are. */
export function projectionNamed({ projections }: Pick<ReadSide, 'projections'>, name: string): Projection {
  const projection = projections.get(name);
  if (!projection)
    throw new Refusal('not-found', `There is no read model ${name}; there are ${[...projections.keys()].join(', ')}.`);
  return projection;
}

/** The generation that a rebuild works on: one that an earlier, killed rebuild of the same code left, else a new one. Others are dropped. */
export async function generationToBuild({ registry }: ReadSide, name: string): Promise<GenerationRecord> {
  const hash = projectionHash(name);
  const building = (await registry.list(name)).filter(({ state }) => state === 'building');
  const resumable = building.find((record) => record.hash === hash);
  for (const record of building) if (record !== resumable) await registry.drop(record);
  return resumable ?? registry.create(name, hash);
}

/** Fills a generation up to the head of the store: rows, indexes, documents. Called again after a kill it goes on. */
export async function fillGeneration(
  side: ReadSide,
  record: Pick<GenerationRecord, 'projection' | 'number'>,
  options: ReplayOptions = {},
): Promise<Position> {
  const generation = await side.registry.open(record);
  try {
    return await replay(projectionNamed(side, record.projection), side.store, generation, side.html, options);
  } finally {
    await generation.close();
  }
}

/** A whole rebuild where nobody else writes: fill the next generation, then make it live. */
export async function rebuildOffline(side: ReadSide, name: string, options: ReplayOptions = {}): Promise<GenerationRecord> {
  projectionNamed(side, name);
  const record = await generationToBuild(side, name);
  await fillGeneration(side, record, options);
  await side.registry.switchTo(record);
  return record;
}

/** Brings the live generations to the head of the store; builds those that are missing or of other code. */
export async function catchUpOffline(side: ReadSide, name: string, options: ReplayOptions = {}): Promise<void> {
  const live = await side.registry.live(name);
  if (live?.hash === projectionHash(name)) await fillGeneration(side, live, { ...options, live: true });
  else await rebuildOffline(side, name, options);
}
