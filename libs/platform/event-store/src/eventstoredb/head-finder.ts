import { START, type Position } from '@stoa/kernel';
import { commitOf, type LogReader } from './log-reader.ts';
import type { OwnEvents } from './own-events.ts';
import { toPosition } from './positions.ts';

const FIRST_PAGE = 8;
const PAGE = 512;

/** Finds our last event, backwards from the end of a log that others write to as well. No part is searched twice. */
export class HeadFinder {
  private searched: { upTo: bigint; head: Position } = { upTo: -1n, head: START };

  constructor(
    private readonly reader: LogReader,
    private readonly own: OwnEvents,
  ) {}

  async head(): Promise<Position> {
    const { upTo, head } = this.searched;
    let top: bigint | undefined;
    let from: bigint | undefined;
    for (let size = FIRST_PAGE; ; size = PAGE) {
      const page = await this.reader.patiently(() => this.reader.before(from, size));
      for (const { event } of page) {
        const commit = event?.position?.commit;
        if (commit === undefined) continue;
        top ??= commit;
        // A log that ends before what was searched is another one: a copy of an earlier time took its place.
        if (top < upTo) return this.foundAnew();
        if (commit <= upTo) return this.found(top, head);
        const recorded = this.own.recorded(event);
        if (recorded) return this.found(top, recorded.position);
      }
      const oldest = page.at(-1);
      if (!oldest && from === undefined && upTo >= 0n) return this.foundAnew();
      if (!oldest || page.length < size) return this.found(top ?? upTo, head);
      from = commitOf(oldest);
    }
  }

  /** Position of the last event of the log, of any writer; START for none. One attempt. */
  async end(): Promise<Position> {
    const [last] = await this.reader.before(undefined, 1);
    return last ? toPosition(commitOf(last)) : START;
  }

  private foundAnew(): Promise<Position> {
    this.searched = { upTo: -1n, head: START };
    return this.head();
  }

  private found(upTo: bigint, head: Position): Position {
    if (upTo > this.searched.upTo) this.searched = { upTo, head };
    return head;
  }
}
