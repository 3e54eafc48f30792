import { carriedBy, registry } from '@stoa/contracts';
import { PASSED_OVER, type PassedOver, type Projection, type RecordedEvent, type Row, type RowReader } from '@stoa/kernel';
import { topicsOf } from './topics-of-projection.ts';

/** More types than an upgrade brings. */
const MOST_TYPES = 1000;

/** What a batch adds to the sums of a generation: how many events it passes over because this code does not know their type. */
export function passedOverBy(
  projection: Pick<Projection, 'handlers'>,
  batch: readonly RecordedEvent[],
): readonly (readonly [table: string, rows: Row[]])[] {
  const unknown = batch.filter((event) => event.unknown === 'type' && concerns(projection, event));
  const types = [...new Set(unknown.map(({ type }) => type))].sort();
  const rows = types.map((type): PassedOver => ({ type, events: unknown.filter((event) => event.type === type).length }));
  return rows.length === 0 ? [] : [[PASSED_OVER, rows]];
}

/** Whether the event comes in a topic of the read model's, or in none that this code has: a replay of the whole log meets those of all others too. */
function concerns(projection: Pick<Projection, 'handlers'>, event: RecordedEvent): boolean {
  try {
    return topicsOf(projection).has(carriedBy(event).topic);
  } catch {
    return true;
  }
}

/** Events that a generation's rows were made without, by type, as far as this code does not know the type even now. */
export async function passedOver(generation: Pick<RowReader, 'first'>): Promise<PassedOver[]> {
  const rows = await generation.first<PassedOver>(PASSED_OVER, {}, ['type'], MOST_TYPES);
  return rows.filter(({ type }) => !registry.has(type)).map(({ type, events }) => ({ type, events }));
}
