import { setTimeout as pause } from 'node:timers/promises';
import type { GenerationRecord, HtmlSource, Position, Projection, SharedGeneration, SharedRegistry } from '@stoa/kernel';
import { buildDocuments } from '@stoa/projecting';

const LOOK_EVERY_MS = 30;
/** How long the live generation may stand still for the next one to draw level; then it goes on, and a later moment is tried. */
const FROZEN_MS = 5000;

export interface HandOver {
  readonly registry: SharedRegistry;
  readonly html: HtmlSource;
  readonly projection: Projection;
  readonly record: GenerationRecord;
  readonly signal: AbortSignal;
  readonly onSwitch: () => void;
}

/**
 * Lets a generation that is fed like the live one take its place. No page goes back in time: the live one is frozen, the next one draws
 * level in every partition, its documents are built from those rows, and then the registry changes in one transaction. What fails on the
 * way leaves the live one live, and fed again. Called again after a kill it goes on.
 */
export async function handOver({ registry, html, projection, record, signal, onSwitch }: HandOver): Promise<void> {
  const live = await registry.live(projection.name);
  if (live?.number === record.number) return;
  const next = await registry.open(record);
  const former = live && (await registry.open(live));
  try {
    // Most of the documents before anything stands still.
    await buildAll(projection, next, html, signal);
    while (former && !(await standStill(former, next, signal))) await pause(LOOK_EVERY_MS, undefined, { signal });
    try {
      await buildAll(projection, next, html, signal);
      onSwitch();
      await registry.switchTo(record);
    } catch (error) {
      await former?.unfreeze();
      throw error;
    }
  } finally {
    await next.close();
    await former?.close();
  }
}

/** True once the former one is frozen and the next one is level with it; false when that took too long, with the former one fed again. */
async function standStill(former: SharedGeneration, next: SharedGeneration, signal: AbortSignal): Promise<boolean> {
  await level(former, next, signal);
  await former.freeze();
  try {
    await level(former, next, AbortSignal.any([signal, AbortSignal.timeout(FROZEN_MS)]));
    return true;
  } catch (error) {
    await former.unfreeze();
    if (signal.aborted) throw error;
    return false;
  }
}

async function level(former: SharedGeneration, next: SharedGeneration, signal: AbortSignal): Promise<void> {
  const wanted = await former.checkpoints();
  while (!isLevel(wanted, await next.checkpoints())) await pause(LOOK_EVERY_MS, undefined, { signal });
}

const isLevel = (wanted: ReadonlyMap<string, Position>, reached: ReadonlyMap<string, Position>): boolean =>
  [...wanted].every(([partition, position]) => (reached.get(partition) ?? '') >= position);

async function buildAll(projection: Projection, next: SharedGeneration, html: HtmlSource, signal: AbortSignal): Promise<void> {
  if (!projection.documents) return;
  const seat = await next.takeSeat();
  if (!seat) throw new Error('Another process builds the documents of this generation');
  try {
    await buildDocuments(projection, seat, html, { lazy: true, signal });
  } finally {
    await seat.release();
  }
}
