import { viewsStream } from '@stoa/contracts';
import { Refusal, type AppendedOnce, type EventStore, type EventStream } from '@stoa/kernel';
import { eventOf, type ShardPart, type ShardWriter } from './shard-parts.ts';
import { encodeFact, partitionOfShard } from './view-fact.ts';

export interface WaitTimes {
  /** Milliseconds until the wait times out; the parts are written later all the same. */
  readonly giveUp: number;
  /** Milliseconds between two checks: from the first, growing, to the longest. */
  readonly first: number;
  readonly longest: number;
}
const TIMES: WaitTimes = { giveUp: 6000, first: 5, longest: 100 };
const LIMIT = 1000;

/**
 * Sends the parts over the stream topic to the owners of their shards, and waits until they are in the streams. Sending again what was sent
 * before is harmless: the owner writes a part once.
 */
export class TopicShardWriter implements ShardWriter {
  constructor(
    private readonly store: Pick<EventStore, 'read'>,
    private readonly stream: Pick<EventStream, 'publish'>,
    private readonly times: WaitTimes = TIMES,
  ) {}

  async write(parts: readonly ShardPart[]): Promise<AppendedOnce[]> {
    const looks = parts.map((part) => new Look(this.store, part));
    const found = await Promise.all(looks.map((look) => look.again()));
    const missing = looks.filter((_, index) => !found[index]);
    await this.publish(missing.map(({ part }) => part));
    const deadline = performance.now() + this.times.giveUp;
    return Promise.all(
      looks.map(async (look, index) => {
        const before = found[index];
        return before ? { ...before, appended: 0 } : { ...(await this.until(look, deadline)), appended: 1 };
      }),
    );
  }

  private async publish(parts: readonly ShardPart[]): Promise<void> {
    try {
      await Promise.all(parts.map((part) => this.stream.publish(partitionOfShard(part.shard), [encodeFact(part)])));
    } catch (cause) {
      throw new Refusal(
        'dependency-unavailable',
        'Views cannot be accepted at the moment; send them again with the same Idempotency-Key.',
        [],
        {
          cause,
        },
      );
    }
  }

  private async until(look: Look, deadline: number): Promise<Place> {
    const { first, longest } = this.times;
    for (let pause = first; ; pause = Math.min(longest, pause * 2)) {
      const place = await look.again();
      if (place) return place;
      if (performance.now() + pause > deadline)
        throw new Refusal(
          'dependency-unavailable',
          'The views were accepted but are not written yet; send the request again with the same Idempotency-Key.',
        );
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

type Place = Omit<AppendedOnce, 'appended'>;

/** Looks for a part's event among the new events of its stream. */
class Look {
  private readonly id: string;
  private after: number;

  constructor(
    private readonly store: Pick<EventStore, 'read'>,
    readonly part: ShardPart,
  ) {
    this.id = eventOf(part).id;
    this.after = part.after;
  }

  async again(): Promise<Place | undefined> {
    for (;;) {
      const page = await this.store.read(viewsStream(this.part.shard), { after: this.after, limit: LIMIT });
      const found = page.find(({ id }) => id === this.id);
      if (found) return { position: found.position, revision: found.revision };
      this.after = page.at(-1)?.revision ?? this.after;
      if (page.length < LIMIT) return undefined;
    }
  }
}
