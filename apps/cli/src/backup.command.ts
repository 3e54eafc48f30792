import { backUp } from '@stoa/data-folder';
import type { CommandContext } from './context.ts';
import { show } from './output.ts';

/** Backs up the data folder, also while a server holds it. */
export async function backup({ io, options }: CommandContext, { to }: { to: string }): Promise<void> {
  const done = backUp(options.dataDir, to);
  show(io, options.json, done, () => [
    `${done.events.toLocaleString('en-US')} events are in ${done.folder}, and were read back. To restore them, serve that folder or a copy of it.`,
  ]);
}
