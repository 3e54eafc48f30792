import {
  Refusal,
  canonicalJson,
  type CopyTarget,
  type EventStore,
  type NewEvent,
  type Position,
  type RecordedEvent,
} from '@stoa/kernel';

export interface CopyOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (phase: 'comparing' | 'copying', done: number) => void;
  /** Appends that may be under way at once; more than one only where the target commits in the order of the calls. */
  readonly window: number;
  /** Nothing behind this position of the source is copied. */
  readonly until?: Position | undefined;
}

export interface Copied {
  /** Events that the target held already. */
  readonly held: number;
  /** Events copied now. */
  readonly copied: number;
  readonly appends: number;
}

/**
 * Copies a log in position order: ids, metadata, types and data as they are stored, whatever their version, each append of the source as one append with the revision that it had.
 * Ended at any point and called again it resumes where it stopped. A target that is not a prefix of the source is refused unchanged.
 */
export async function copyLog(source: EventStore, target: EventStore & CopyTarget, options: CopyOptions): Promise<Copied> {
  const { after, held } = await commonBeginning(source, target, options);
  const appending = new Appending(target, options.window);
  let group: RecordedEvent[] = [];
  let [copied, appends] = [0, 0];
  const append = async () => {
    if (group.length === 0) return;
    await appending.add(group);
    copied += group.length;
    appends++;
    group = [];
  };
  try {
    for await (const batch of source.readAll(after, options.until === undefined ? {} : { until: options.until })) {
      options.signal.throwIfAborted();
      for (const event of batch) {
        if (!belongs(group.at(-1), event)) await append();
        group.push(event);
      }
      options.onProgress('copying', held + copied);
    }
    await append();
  } finally {
    await appending.settled();
  }
  return { held, copied, appends };
}

/** Events of one append stand side by side, in one stream, of one command. */
const belongs = (last: RecordedEvent | undefined, { stream, revision, meta }: RecordedEvent): boolean =>
  last?.stream === stream && last.revision + 1 === revision && last.meta.commandId === meta.commandId;

/** The length of the common prefix; throws where the target holds anything else. */
async function commonBeginning(
  source: EventStore,
  target: EventStore,
  { signal, onProgress }: CopyOptions,
): Promise<{ after: Position; held: number }> {
  const originals = eventsOf(source);
  let [after, held] = ['', 0];
  for await (const batch of target.readAll('')) {
    signal.throwIfAborted();
    for (const event of batch) {
      const { value: original } = await originals.next();
      held++;
      if (!original || told(original) !== told(event))
        throw new Refusal('validation-failed', `The target holds another log: its event ${held} (${event.type} in ${event.stream}) is not the source's.`); // prettier-ignore
      after = original.position;
    }
    onProgress('comparing', held);
  }
  await originals.return(undefined);
  return { after, held };
}

/** All that a copy keeps; positions and recording times are the store's own. */
const told = (event: RecordedEvent): string => {
  const { id, stream, revision, meta } = event;
  return canonicalJson({ id, stream, revision, ...asStored(event), meta });
};

/** The event as stored. */
const asStored = (event: RecordedEvent): Pick<RecordedEvent, 'type' | 'data'> => {
  const { type, data } = event.stored ?? event;
  return { type, data };
};

async function* eventsOf(store: EventStore): AsyncGenerator<RecordedEvent, undefined> {
  for await (const batch of store.readAll('')) yield* batch;
  return undefined;
}

/** Appends in order, several at once; after a failure none is started. */
class Appending {
  private readonly underWay = new Set<Promise<void>>();
  private failure: { error: unknown } | undefined;

  constructor(
    private readonly target: CopyTarget,
    private readonly window: number,
  ) {}

  async add(group: readonly RecordedEvent[]): Promise<void> {
    const { stream, revision } = group[0]!;
    const events = group.map((event): NewEvent => ({ id: event.id, ...asStored(event), meta: event.meta }));
    const append = this.target.appendStored(stream, events, revision === 0 ? 'no-stream' : revision - 1).then(
      () => undefined,
      (error: unknown) => void (this.failure ??= { error }),
    );
    const tracked: Promise<void> = append.finally(() => this.underWay.delete(tracked));
    this.underWay.add(tracked);
    if (this.underWay.size >= this.window) await Promise.all(this.underWay);
    this.check();
  }

  async settled(): Promise<void> {
    await Promise.all(this.underWay);
    this.check();
  }

  private check(): void {
    if (this.failure) throw this.failure.error;
  }
}
