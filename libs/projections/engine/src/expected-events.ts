import type { Position } from '@stoa/kernel';

/** How many events there will be: a log whose positions are byte offsets has no count, so what was read so far tells. Nothing before anything was read. */
export function expectedEvents(done: number, at: Position, until: Position): { of?: number } {
  const [read, all] = [Number(at), Number(until)];
  return read > 0 && all > 0 ? { of: Math.max(done, Math.round((done * all) / read)) } : {};
}
