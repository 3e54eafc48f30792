import { setTimeout as pause } from 'node:timers/promises';
import {
  OtherHistory,
  partitionName,
  type GenerationRecord,
  type HtmlSource,
  type Position,
  type HashedProjection,
  type SharedGeneration,
  type SharedRegistry,
} from '@stoa/kernel';
import { adoptDocuments, buildDocuments } from '@stoa/projections-engine';
import { partitionsOf } from '../consuming/topics-of-projection.ts';

const LOOK_EVERY_MS = 30;
/** Looks between two at the registry. */
const LOOKS = 20;
/** How long the live generation may be frozen for the next one to catch up; then it resumes, and the switch is retried later. */
const FROZEN_MS = 5000;

export interface HandOver {
  readonly registry: SharedRegistry;
  readonly html: HtmlSource;
  readonly projection: HashedProjection;
  readonly record: GenerationRecord;
  readonly signal: AbortSignal;
  readonly onSwitch: () => void;
}

/**
 * Replaces the live generation by one that is fed like it. No page goes back in time: the live one is frozen, the next one catches
 * up in every partition, its documents are built from those rows, and then the registry changes in one transaction. A failure on the
 * way leaves the live one live, and fed again. Called again after a kill it goes on. Who was overtaken meanwhile neither feeds the live one
 * again while another process holds it, nor switches: freezes have names.
 */
export async function handOver(parts: HandOver): Promise<void> {
  const { registry, projection, record } = parts;
  const live = await registry.live(projection.name);
  if (live?.number === record.number) return;
  const next = await registry.open(record);
  const former = live && (await registry.open(live));
  try {
    // A process that died after freezing cannot unfreeze it.
    await former?.unfreeze();
    await replace(former, next, parts);
  } finally {
    await next.close();
    await former?.close();
  }
}

async function replace(former: SharedGeneration | undefined, next: SharedGeneration, parts: HandOver): Promise<void> {
  const { registry, html, projection, record, signal, onSwitch } = parts;
  const partitions = partitionsOf(projection).map(partitionName);
  // Most documents are built before the freeze.
  await buildAll(projection, next, html, signal);
  const freeze = former && (await standStill(former, next, partitions, parts));
  try {
    await buildAll(projection, next, html, signal);
    signal.throwIfAborted();
    onSwitch();
    await registry.switchTo(record, freeze);
  } catch (error) {
    await former?.unfreeze(freeze);
    throw error;
  }
}

/** Freezes the former one once the next one has caught up with it, and returns the freeze's name. */
async function standStill(
  former: SharedGeneration,
  next: SharedGeneration,
  partitions: readonly string[],
  parts: HandOver,
): Promise<string> {
  const { signal } = parts;
  for (;;) {
    await level(former, next, partitions, parts, signal);
    const freeze = await former.freeze();
    const tooLong = AbortSignal.timeout(FROZEN_MS);
    try {
      await level(former, next, partitions, parts, AbortSignal.any([signal, tooLong]));
      return freeze;
    } catch (error) {
      await former.unfreeze(freeze);
      if (signal.aborted || !tooLong.aborted) throw error;
      await pause(LOOK_EVERY_MS, undefined, { signal });
    }
  }
}

/**
 * In the partitions that the next one is fed from: what the former one took from others, as older code did, it never will. Nor what a former one of
 * another log took of that.
 */
async function level(
  former: SharedGeneration,
  next: SharedGeneration,
  partitions: readonly string[],
  { registry, record }: HandOver,
  signal: AbortSignal,
): Promise<void> {
  const wanted = await former.checkpoints();
  for (let looks = 0; !isLevel(partitions, wanted, await next.checkpoints()); looks++) {
    if (looks % LOOKS === 0) {
      const disowned = (await registry.list(record.projection)).filter(({ ofOtherHistory }) => ofOtherHistory);
      if (disowned.some(({ number }) => number === record.number)) throw new OtherHistory('The log was replaced meanwhile');
      if (disowned.some(({ number }) => number === former.number)) return;
    }
    await pause(LOOK_EVERY_MS, undefined, { signal });
  }
}

const isLevel = (
  partitions: readonly string[],
  wanted: ReadonlyMap<string, Position>,
  reached: ReadonlyMap<string, Position>,
): boolean => partitions.every((partition) => (reached.get(partition) ?? '') >= (wanted.get(partition) ?? ''));

/**
 * Builds what is to be built, with the right to do so: who lost it can store no document over a newer one. Throws while another process
 * has it.
 */
export async function buildAll(
  projection: HashedProjection,
  next: SharedGeneration,
  html: HtmlSource,
  signal: AbortSignal,
  onChunk: (built: number) => void = () => undefined,
): Promise<void> {
  if (!projection.documents) return;
  const seat = await next.takeSeat();
  if (!seat) throw new Error('Another process builds the documents of this generation');
  try {
    await adoptDocuments(projection, seat);
    await buildDocuments(projection, seat, html, { lazy: true, signal, onChunk });
  } finally {
    await seat.release();
  }
}
