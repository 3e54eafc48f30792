import { viewOptionsFrom, type ViewConfig, type ViewOptions } from '@stoa/api';
import { TOPICS, VIEW_FACTS, viewsRecordedStream } from '@stoa/contracts';
import { sessionKeyOf, type DataFolder } from '@stoa/data-folder';
import { LocalEventStream, type JournalLimits } from '@stoa/event-stream';
import type { Subscription } from '@stoa/kernel';
import {
  observedAppends,
  observedConsuming,
  observedPublishing,
  observedSealing,
  setAsideCounter,
  type Metrics,
} from '@stoa/metrics';
import { VIEW_OWNERS, ViewFactsConsumer, lastBatch, loggedAside, type SealingPace } from '@stoa/view-analytics';
import { FileSalts, sweepHourly } from '@stoa/visitors';
import type { Logger } from 'pino';
import { UnsealedLimit } from './unsealed-limit.ts';

export interface TakenViews {
  readonly options: ViewOptions;
  /** Null, or why views cannot be kept. */
  health(): Promise<string | null>;
  /** Ends sealing; what is told and not sealed stays in its file, and is sealed after the next start. */
  stop(): Promise<void>;
}

/** What is otherwise by the clock and by default. */
export interface Taking {
  /** Milliseconds. */
  readonly now?: () => number;
  readonly pace?: SealingPace;
  readonly limits?: JournalLimits;
  readonly metrics?: Metrics | undefined;
}

/** Keeps what readers tell in a file of the folder until it is sealed, and seals it; into a damaged log nothing is sealed. */
export async function takeViews(
  folder: DataFolder,
  config: ViewConfig,
  log: Logger,
  { now, pace, limits, metrics }: Taking = {},
): Promise<TakenViews> {
  const { files } = folder;
  const store = observedAppends(observedSealing(folder.store, metrics), metrics);
  const opened = LocalEventStream.open(files.viewFacts, limits && { limits });
  const stream = observedPublishing(observedConsuming(opened, metrics), metrics);
  await stream.ensureTopics();
  const limit: UnsealedLimit = new UnsealedLimit(stream, () => consumer.rememberedBytes);
  const consumer = new ViewFactsConsumer(store, stream, loggedAside(log, setAsideCounter(metrics)), {
    ...(now && { now }),
    ...(pace && { pace }),
    onSealed: (partition, offset) => {
      limit.sealed(partition, offset);
      // One that fails is made up for by the next.
      void stream.trim(partition, offset + 1n).catch(() => undefined);
    },
    onTrouble: (error) => log.error({ reason: String(error) }, 'views cannot be sealed'),
  });
  const continueBehindLog = async () => {
    for (let partition = 0; partition < TOPICS[VIEW_FACTS]!.partitions; partition++) {
      const batch = await lastBatch(store, viewsRecordedStream(partition));
      // The file may be lost, or older than the log: its offsets go on where the log ends.
      if (!batch) continue;
      const place = { topic: VIEW_FACTS, partition };
      const sealed = BigInt(batch.data.to);
      limit.sealed(place, sealed);
      await stream.continueFrom(place, sealed + 1n);
    }
  };
  await continueBehindLog().catch((error: unknown) => {
    if (!store.damage) throw error;
  });
  const owning: Subscription | undefined = store.damage
    ? undefined
    : stream.consume(VIEW_OWNERS, [VIEW_FACTS], consumer, (error) =>
        log.error({ reason: String(error) }, 'view facts cannot be consumed'),
      );
  const salts = await FileSalts.open(files.salts, now);
  const sweeping = sweepHourly(salts, log);
  return {
    options: viewOptionsFrom(config, salts, sessionKeyOf(folder), limit),
    health: () => stream.health(),
    stop: async () => {
      clearInterval(sweeping);
      await owning?.stop();
      await stream.close();
    },
  };
}
