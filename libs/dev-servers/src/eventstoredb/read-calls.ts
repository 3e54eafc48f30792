import { randomUUID } from 'node:crypto';
import type { ServerWritableStream } from '@grpc/grpc-js';
import type { ReadReq } from '@eventstore/db-client/generated/streams_pb.js';
import type { Faults } from './faults.ts';
import { confirmation, nameOf, streamNotFound } from './messages.ts';
import { filterOf } from './filter.ts';
import { Outlet } from './outlet.ts';
import { badAllRead, badStreamRead, handlerThrew, streamDeleted, type Status } from './refusals.ts';
import type { StandInStore } from './stand-in-store.ts';
import { LiveReader, type Source } from './live-reader.ts';
import { allSource, placesOfAll, streamSource } from './sources.ts';

const PAGE = 512;

/** The one call that reads: a stream, the whole log, or either of them for ever. */
export class ReadCalls {
  /** Calls that have not ended. */
  open = 0;
  private readonly live = new Set<LiveReader>();

  constructor(
    private readonly store: StandInStore,
    private readonly faults: Faults,
  ) {
    store.log.onCommit(() => this.wake());
  }

  read = (call: ServerWritableStream<ReadReq, Uint8Array>): void => {
    const outlet = new Outlet(call);
    this.open++;
    outlet.onClose(() => this.open--);
    this.carryOut(call.request, outlet).catch(() => outlet.fail(handlerThrew));
  };

  /** Notifies subscriptions that there may be new events. */
  wake(): void {
    if (!this.faults.silent) for (const reader of this.live) reader.wake();
  }

  /** Ends every subscription with this status; returns how many there were. */
  endSubscriptions(status: Status): number {
    const { size } = this.live;
    for (const reader of this.live) reader.fail(status);
    return size;
  }

  private async carryOut(request: ReadReq, outlet: Outlet): Promise<void> {
    const refusal = await this.faults.admit();
    const options = request.getOptions();
    if (refusal || !options) return outlet.fail(refusal ?? handlerThrew);
    if (options.hasSubscription()) return this.subscribe(options, outlet);
    return options.hasAll() ? this.readAll(options, outlet) : this.readStream(options, outlet);
  }

  private async readStream(options: ReadReq.Options, outlet: Outlet): Promise<void> {
    const wanted = options.getStream();
    const name = nameOf(wanted?.getStreamIdentifier());
    const backwards = options.getReadDirection() === 1;
    const count = Number(options.getCount());
    if (count === 0 || (wanted?.hasEnd() && !backwards)) return outlet.fail(badStreamRead);
    if (this.store.isDeleted(name)) return outlet.fail(streamDeleted(name));
    const stream = this.store.log.index.find(name);
    if (!stream || stream.last < 0 || this.store.softDeleted(name)) {
      outlet.write(streamNotFound(name));
      return outlet.end();
    }
    const from = wanted?.hasRevision() ? Number(wanted.getRevision()) : backwards && wanted?.hasEnd() ? stream.last : 0;
    const places = backwards
      ? this.store
          .visiblePlaces(stream)
          .filter((place) => this.store.log.index.revision(place) <= from)
          .reverse()
      : this.store.visiblePlaces(stream, from);
    await this.send(places.slice(0, count), outlet);
    outlet.end();
  }

  private async readAll(options: ReadReq.Options, outlet: Outlet): Promise<void> {
    const { log } = this.store;
    const wanted = options.getAll();
    const backwards = options.getReadDirection() === 1;
    let left = Number(options.getCount());
    // The real server searches for ever.
    if (left === 0) return;
    let place = wanted?.hasStart() ? 0 : log.visible;
    const position = wanted?.getPosition();
    if (position) {
      const [commit, prepare] = [Number(position.getCommitPosition()), Number(position.getPreparePosition())];
      if (prepare > commit) return outlet.fail(handlerThrew);
      place = log.index.placeOf(commit);
      const beyond = place >= log.visible;
      if (beyond ? backwards : log.index.position(place) !== commit) return outlet.fail(badAllRead);
    }
    while (left > 0 && outlet.open) {
      const page = placesOfAll(log, place, Math.min(left, PAGE), backwards);
      if (page.places.length === 0) break;
      place = page.next;
      left -= page.places.length;
      await this.send(page.places, outlet);
    }
    outlet.end();
  }

  private async send(places: readonly number[], outlet: Outlet): Promise<void> {
    const { log } = this.store;
    const ascending = places.length < 2 || (places[0] as number) < (places[1] as number);
    for (let at = 0; at < places.length && outlet.open;) {
      const messages = log.messages(ascending ? places.slice(at) : [places[at] as number]);
      at += messages.length;
      for (const message of messages) if (!outlet.write(message)) await outlet.drained();
      await this.faults.pass();
    }
  }

  private async subscribe(options: ReadReq.Options, outlet: Outlet): Promise<void> {
    const wanted = options.getStream();
    if (wanted && this.store.isDeleted(nameOf(wanted.getStreamIdentifier())))
      return outlet.fail(streamDeleted(nameOf(wanted.getStreamIdentifier())));
    const filter = filterOf(options);
    const source: Source | undefined = wanted ? streamSource(this.store, wanted) : allSource(this.store.log, options.getAll());
    if (!source) return outlet.fail(handlerThrew);
    outlet.write(confirmation(randomUUID()));
    const reader = new LiveReader(this.store.log, source, outlet, this.faults, filter);
    this.live.add(reader);
    outlet.onClose(() => this.live.delete(reader));
    reader.wake();
  }
}
