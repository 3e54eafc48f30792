import { resolve } from 'node:path';
import { Refusal } from '@stoa/kernel';
import { withProgress, type CommandContext } from './context.ts';
import { copyLog } from './copy-log.ts';
import { isAddress, openStore } from './open-store.ts';
import { positionOf, wholeNumber } from './options.ts';
import { show } from './output.ts';

/** Appends under way at once into a store that keeps their order: they share its syncs to disk. */
const WINDOW = 500;

export interface CopyOptions {
  /** Default: the data folder. */
  from?: string;
  to: string;
  /** Default: the head of the source. */
  until?: string;
  wait: string;
}

const MOST_WAIT_SECONDS = 3600;

/** Copies a log from one store into another that is empty or holds a beginning of it. */
export async function copyEvents(context: CommandContext, options: CopyOptions): Promise<void> {
  const { to, from = context.options.dataDir } = options;
  const named = (address: string) => (isAddress(address) ? address : resolve(address));
  if (named(from) === named(to)) throw new Refusal('validation-failed', 'The source and the target of a copy are the same.');
  if (options.until !== undefined && isAddress(from))
    throw new Refusal('validation-failed', '--until needs a data folder as the source.');
  const until = options.until === undefined ? undefined : positionOf('--until', options.until);
  const patienceMs = 1000 * wholeNumber('--wait', options.wait, MOST_WAIT_SECONDS);
  const source = await openStore(from, 'read', patienceMs);
  try {
    const target = await openStore(to, 'write', patienceMs);
    try {
      const copied = await withProgress(context, (progress) =>
        copyLog(source.store, target.store, {
          signal: context.signal,
          until,
          window: target.inOrder ? WINDOW : 1,
          onProgress: (phase, done) => progress.update(phase, done),
        }),
      );
      const { held, appends } = copied;
      show(context.io, context.options.json, { ...copied, events: held + copied.copied }, () => [
        `${copied.copied} events copied in ${appends} appends; the target held ${held} before.`,
      ]);
    } finally {
      await target.close();
    }
  } finally {
    await source.close();
  }
}
