import type { EventLog } from './event-log.ts';
import type { Faults } from './faults.ts';
import type { Filter } from './filter.ts';
import { caughtUp, checkpoint } from './messages.ts';
import type { Outlet } from './outlet.ts';
import { tooSlow, type Status } from './refusals.ts';

/** Where a subscription's events come from. */
export interface Source {
  /** The next places; none if there is nothing new. */
  next(count: number): number[];
  /** False while the stream does not exist yet. */
  ready(): boolean;
}

const PAGE = 256;
/** A live reader may be this many events behind, and stalled for this long, before it is dropped. */
const SLACK_EVENTS = 64;
const SLACK_MS = 100;

/** One subscription: history as fast as the reader takes it, "caught up" once, then new events. A live reader that stalls is dropped. */
export class LiveReader {
  private running = false;
  private again = false;
  private live = false;
  private considered = 0;
  private stalled: { since: number; visible: number } | undefined;

  constructor(
    private readonly log: EventLog,
    private readonly source: Source,
    private readonly outlet: Outlet,
    private readonly faults: Faults,
    private readonly filter: Filter | undefined,
  ) {}

  wake(): void {
    this.again = true;
    if (this.running) return this.throwOutIfStalled();
    this.running = true;
    void this.run().finally(() => (this.running = false));
  }

  fail(status: Status): void {
    this.outlet.fail(status);
  }

  private async run(): Promise<void> {
    while (this.again && this.outlet.open) {
      this.again = false;
      for (let places = this.take(); places.length > 0 && this.outlet.open; places = this.take()) await this.send(places);
      if (this.live || !this.source.ready() || this.faults.silent) continue;
      this.live = true;
      await this.put(caughtUp());
    }
  }

  private take(): number[] {
    return this.faults.silent ? [] : this.source.next(PAGE);
  }

  private async send(places: readonly number[]): Promise<void> {
    const { index } = this.log;
    for (let at = 0; at < places.length && this.outlet.open;) {
      const messages = this.log.messages(at === 0 ? places : places.slice(at));
      for (const message of messages) {
        const place = places[at++] as number;
        if (!this.filter || this.filter.matches(index.streamOf(place), this.typeAt(place))) await this.put(message);
        if (this.filter && ++this.considered % this.filter.checkpointEvery === 0)
          await this.put(checkpoint(index.position(place)));
      }
      await this.faults.pass();
    }
  }

  private typeAt(place: number): string {
    return this.log.event(place).type;
  }

  private async put(message: Uint8Array): Promise<void> {
    if (this.outlet.write(message)) return;
    this.stalled = { since: performance.now(), visible: this.log.visible };
    await this.outlet.drained();
    this.stalled = undefined;
  }

  private throwOutIfStalled(): void {
    if (!this.live || !this.stalled) return;
    const { since, visible } = this.stalled;
    if (this.log.visible - visible > SLACK_EVENTS && performance.now() - since > SLACK_MS) this.outlet.fail(tooSlow);
  }
}
