import type { BatchChanges, Handler, Key, Projection, RecordedEvent, Row, RowsOf, Tables } from '@stoa/kernel';
import { changesOf } from './batch-changes.ts';
import { emptyBatch, type Batch, type Rows } from './batch.ts';

/**
 * Folds a batch of one partition: loads the rows that its events touch, folds in memory, gives the rows to write. Pure but for the
 * loading: the same events on the same rows give the same changes. `marks: false` leaves out dirty marks, for a replay that marks
 * everything at its end. Throws PoisonEvent for an event that cannot be folded, or whose version this code does not know.
 */
export async function foldBatch(
  projection: Projection,
  generation: Rows,
  events: readonly RecordedEvent[],
  options: { marks: boolean },
): Promise<BatchChanges> {
  const batch = emptyBatch(projection, generation);
  const handled: [RecordedEvent, Handler<Tables>][] = [];
  for (const event of events) {
    if (event.unknown === 'version') mustNotFold(projection, event);
    const handler = projection.handlers.get(event.type);
    if (!handler) continue;
    handled.push([event, handler]);
    want(batch, handler.touches(event));
  }
  for (const [table, rows] of batch.keyed) {
    const keys = rows.wantedKeys();
    const groups = rows.wantedGroups();
    if (keys.length > 0) rows.fill(await generation.load(table, keys));
    if (groups.length > 0) rows.fill(await generation.loadGroups(table, groups));
  }
  const tables = Object.fromEntries([...batch.keyed, ...batch.sums]) as unknown as RowsOf<Tables>;
  for (const [event, handler] of handled) {
    try {
      handler.fold(event, tables);
    } catch (cause) {
      throw new PoisonEvent(projection.name, event, cause);
    }
  }
  derive(projection, batch);
  return changesOf(projection, batch, options);
}

/** An event that a projection cannot fold: it stops there rather than pass it over. */
export class PoisonEvent extends Error {
  constructor(
    readonly projection: string,
    readonly event: Pick<RecordedEvent, 'stream' | 'revision' | 'position' | 'type'>,
    cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`${projection} cannot fold ${event.type} (${event.stream} #${event.revision}, position ${event.position}): ${reason}`, {
      cause,
    });
    this.name = 'PoisonEvent';
  }
}

/** Passing over an event of which it folds other versions would make wrong rows; any other one is no matter of the read model's. */
function mustNotFold(projection: Projection, event: RecordedEvent): void {
  const nameOf = (type: string) => type.replace(/\.v\d+$/, '');
  const known = [...projection.handlers.keys()].find((type) => nameOf(type) === nameOf(event.type));
  if (known) throw new PoisonEvent(projection.name, event, `this code knows ${known}, and no later version`);
}

function want(batch: Batch, touches: Record<string, { keys?: readonly Key[]; groups?: readonly string[] } | undefined>): void {
  for (const table in touches) {
    const rows = batch.keyed.get(table);
    if (!rows) throw new Error(`${table} is no keyed table`);
    for (const key of touches[table]?.keys ?? []) rows.wanted(key);
    for (const group of touches[table]?.groups ?? []) rows.wantedGroup(group);
  }
}

/** Feeds order-free sums with the differences of keyed rows: what a row gives now, less what it gave before the batch. */
function derive(projection: Projection, batch: Batch): void {
  for (const { from, to, entries } of projection.derivations) {
    const rows = batch.keyed.get(from);
    const sums = batch.sums.get(to);
    if (!rows || !sums) throw new Error(`${projection.name} derives ${to} from ${from}, which it has not`);
    for (const [at, after] of rows.changed) {
      const before: Row | undefined = rows.loaded.get(at);
      if (before) for (const entry of entries(before)) sums.takeBack(entry);
      if (after) for (const entry of entries(after)) sums.add(entry);
    }
  }
}
