import {
  OtherHistory,
  START,
  partitionName,
  type EventStore,
  type Generation,
  type PartitionId,
  type Position,
  type Projection,
  type RecordedEvent,
  type Relayed,
} from '@stoa/kernel';
import { WorkerFenced, applyBatch } from '../apply-batch.ts';
import { pastEvents } from './past-events.ts';
import type { Watermarks } from './watermarks.ts';

/**
 * Brings one generation forward in one partition. What it promises, whatever its topic delivers:
 * - an event counts once: what stands at or before the checkpoint is passed over;
 * - none is left out: a message whose `previous` is beyond the checkpoint has a hole before it, which is read from the store;
 * - a hole is filled only up to an event of the log: a message that names another one is of another history, and throws OtherHistory;
 * - two workers on one partition cannot both write: the one whose checkpoint was moved looks where it is and goes on from there.
 */
export class PartitionWorker {
  /** How far it is: what is before that is in the rows, or has none. */
  private position: Position | undefined;
  /** The checkpoint, behind the position while a move over what has no rows is put off. */
  private stored: Position | undefined;
  private busy: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly projection: Projection,
    private readonly generation: Generation,
    readonly partition: PartitionId,
    private readonly store: Pick<EventStore, 'readAll' | 'idAt'>,
    /** Puts moves over what has no rows off; without it each is a transaction. */
    private readonly watermarks?: Watermarks,
  ) {}

  /** Applies messages in the order in which the topic has them; one call at a time. `alive` is called after each transaction. */
  apply(messages: readonly Relayed[], alive: () => Promise<void> = async () => undefined): Promise<void> {
    const next = this.busy.then(async () => {
      try {
        await this.run(messages, alive);
      } catch (error) {
        this.forget();
        if (!(error instanceof WorkerFenced)) throw error;
        await this.run(messages, alive);
      }
    });
    this.busy = next.catch(() => undefined);
    return next;
  }

  /** How far it is; reads the checkpoint where it does not know. */
  async reached(): Promise<Position> {
    if (this.position !== undefined) return this.position;
    const stored = await this.generation.checkpoint(this.name);
    this.stored = stored;
    return (this.position = this.watermarks?.beyond(this.name, stored) ?? stored);
  }

  private get name(): string {
    return partitionName(this.partition);
  }

  /** The checkpoint, unless another worker was just found to have moved it. */
  private known(): Position {
    if (this.stored === undefined) throw new WorkerFenced(this.projection.name, this.name, this.position ?? START);
    return this.stored;
  }

  private forget(): void {
    this.position = undefined;
    this.stored = undefined;
  }

  private async run(messages: readonly Relayed[], alive: () => Promise<void>): Promise<void> {
    let at = await this.reached();
    let atId: string | undefined;
    let events: RecordedEvent[] = [];
    for (const { position, previous, event, eventId } of messages) {
      if (position <= at) continue;
      if (previous > at) {
        await this.commit(events, at, atId);
        events = [];
        await this.refill(previous, alive);
      }
      if (event) events.push(event);
      [at, atId] = [position, event?.id ?? eventId];
    }
    await this.commit(events, at, atId);
    await alive();
  }

  private async refill(until: Position, alive: () => Promise<void>): Promise<void> {
    const eventId = await this.store.idAt(until);
    if (eventId === undefined) throw new OtherHistory(`A message names an event at ${until}, and the log has none there`);
    for await (const events of pastEvents(this.store, this.partition, await this.reached(), until)) {
      const last = events.at(-1);
      if (last) await this.commit(events, last.position, last.id);
      await alive();
    }
    await this.commit([], until, eventId);
  }

  private async commit(events: readonly RecordedEvent[], to: Position, eventId: string | undefined): Promise<void> {
    const at = await this.reached();
    if (to <= at) return;
    // What this read model passes over moves it as a watermark does.
    const isPassedOver = !events.some(({ type, unknown }) => unknown || this.projection.handlers.has(type));
    if (this.watermarks && isPassedOver) return this.putOff(this.watermarks, to, eventId);
    const before = await this.watermarks?.takeBack(this.name);
    try {
      const options = { marks: true, to, eventId };
      this.stored = await applyBatch(this.projection, this.generation, this.name, this.known(), events, options);
      this.position = this.stored;
    } catch (error) {
      if (before) this.watermarks?.putOff(before);
      throw error;
    }
  }

  private putOff(watermarks: Watermarks, to: Position, eventId: string | undefined): void {
    watermarks.putOff({
      partition: this.name,
      from: this.known(),
      to,
      eventId,
      onMoved: (position) => (this.stored = position),
      onOvertaken: () => this.forget(),
    });
    this.position = to;
  }
}
