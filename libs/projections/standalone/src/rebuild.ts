import { Refusal, type GenerationRecord, type HashedProjection, type Position } from '@stoa/kernel';
import { adoptDocuments, otherHistoryOf, replay, type ReplayOptions } from '@stoa/projections-engine';
import type { ReadSide } from './read-side.ts';

/** The projection of this name; a Refusal names those that there are. */
export function projectionNamed({ projections }: Pick<ReadSide, 'projections'>, name: string): HashedProjection {
  const projection = projections.get(name);
  if (!projection)
    throw new Refusal('not-found', `There is no read model ${name}; there are ${[...projections.keys()].join(', ')}.`);
  return projection;
}

/** The generation that a rebuild works on: one that an earlier, killed rebuild of the same code left of this log, else a new one. Others are dropped. */
export async function generationToBuild(side: ReadSide, { name, code }: HashedProjection): Promise<GenerationRecord> {
  const { registry } = side;
  const building = (await registry.list(name)).filter(({ state }) => state === 'building');
  const ours = building.find((record) => record.hash === code.rows);
  const resumable = ours && (await isOfThisLog(side, ours)) ? ours : undefined;
  for (const record of building) if (record !== resumable) await registry.drop(record);
  return resumable ?? registry.create(name, code.rows);
}

/** Fills a generation up to the head of the store: rows, indexes, documents. Called again after a kill it goes on. */
export async function fillGeneration(
  side: ReadSide,
  record: Pick<GenerationRecord, 'projection' | 'number'>,
  options: ReplayOptions = {},
): Promise<Position> {
  const projection = projectionNamed(side, record.projection);
  const generation = await side.registry.open(record);
  try {
    await adoptDocuments(projection, generation);
    return await replay(projection, side.store, generation, side.html, options);
  } finally {
    await generation.close();
  }
}

/** A whole rebuild where nobody else writes: fill the next generation, then make it live. */
export async function rebuildOffline(side: ReadSide, name: string, options: ReplayOptions = {}): Promise<GenerationRecord> {
  const record = await generationToBuild(side, projectionNamed(side, name));
  await fillGeneration(side, record, options);
  await side.registry.switchTo(record);
  return record;
}

/** Brings the live generations to the head of the store; builds those that are missing, of other code or of another log. */
export async function catchUpOffline(side: ReadSide, name: string, options: ReplayOptions = {}): Promise<void> {
  const live = await side.registry.live(name);
  if (live?.hash === projectionNamed(side, name).code.rows && (await isOfThisLog(side, live)))
    await fillGeneration(side, live, { ...options, live: true });
  else await rebuildOffline(side, name, options);
}

async function isOfThisLog({ registry, store }: ReadSide, record: GenerationRecord): Promise<boolean> {
  const generation = await registry.open(record);
  try {
    return (await otherHistoryOf(store, generation)) === null;
  } finally {
    await generation.close();
  }
}
