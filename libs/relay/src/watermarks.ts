import { relayPartitions } from '@stoa/contracts';
import { BackOff, otherHistory, OtherHistory, type HeldLease, type PartitionId } from '@stoa/kernel';
import { TopicRecreated, type PartitionProgress } from './partition-progress.ts';
import type { TermParts, TermReports } from './relay-term.ts';

/** Watermarks are promised every 200 ms while the head moves; a client that reads its own write waits for them. */
const WATERMARK_MS = 100;
/**
 * At rest watermarks are repeated: in a recreated stream topic a consumer may stand at the end, after skipping the message that
 * revealed its hole.
 */
const REPEAT_MS = 10_000;
const HEAD_CHECK_MS = 1_000;

type Parts = Pick<TermParts, 'store' | 'stream' | 'codec' | 'repeatMs'>;

/**
 * Publishes watermarks to each partition while the head moves, until it is stopped. A failure is reported and retried; throws only where
 * a stream topic was recreated, or the log is another one than was published.
 */
export async function tellWatermarks(
  parts: Parts,
  progress: PartitionProgress,
  lease: Pick<HeldLease, 'isGood'>,
  reports: Pick<TermReports, 'progress' | 'trouble' | 'recovered'>,
  signal: AbortSignal,
): Promise<void> {
  const partitions = relayPartitions();
  const pause = new BackOff({ first: WATERMARK_MS, longest: WATERMARK_MS });
  let lookedAtHead = 0;
  /** Why the log seems to be another one; a second look in a row makes sure. */
  let suspicion: { readonly reason: string; readonly looks: number } | undefined;
  while (!signal.aborted) {
    await pause.wait(signal);
    if (performance.now() - lookedAtHead > HEAD_CHECK_MS) {
      lookedAtHead = performance.now();
      void lookAtLog(parts, progress, reports).then((reason) => {
        if (reason !== undefined) suspicion = reason === null ? undefined : { reason, looks: (suspicion?.looks ?? 0) + 1 };
      });
    }
    if (suspicion && suspicion.looks > 1) throw new OtherHistory(`This is another log: ${suspicion.reason}.`);
    const told = await Promise.allSettled(partitions.map((partition) => tell(parts, partition, progress, lease, signal)));
    if (signal.aborted) return;
    const failures = told.flatMap((result) => (result.status === 'rejected' ? [result.reason as unknown] : []));
    const recreated = failures.find((failure) => failure instanceof TopicRecreated);
    if (recreated) throw recreated;
    // A watermark stays due until it is acknowledged: where none failed, nothing is left of an earlier failure.
    if (failures.length > 0) reports.trouble('the watermarks of the event stream', failures[0]);
    else reports.recovered('the watermarks of the event stream');
  }
}

async function tell(
  { stream, codec, repeatMs = REPEAT_MS }: Parts,
  partition: PartitionId,
  progress: PartitionProgress,
  lease: Pick<HeldLease, 'isGood'>,
  signal: AbortSignal,
): Promise<void> {
  const watermark = progress.watermark(partition, repeatMs);
  if (!watermark || signal.aborted || !lease.isGood) return;
  const offset = await stream.publish(partition, [codec.encode(partition, watermark)]);
  progress.written(partition, 1, offset, watermark.position);
}

/** Looks at the head, and whether the log is the one that was published: null, or why not; undefined where the store cannot say. */
async function lookAtLog(
  { store }: Parts,
  progress: PartitionProgress,
  reports: Pick<TermReports, 'progress' | 'trouble' | 'recovered'>,
): Promise<string | null | undefined> {
  try {
    const other = await otherHistory(store, progress.place);
    const head = await store.head();
    if (head > progress.head) progress.head = head;
    reports.progress(progress);
    reports.recovered('the event store');
    return other;
  } catch (error) {
    reports.trouble('the event store', error);
    return undefined;
  }
}
