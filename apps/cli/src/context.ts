import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { filesOf, findServer, openDataFolder, type DataFolder } from '@stoa/data-folder';
import { openReadSide, type ReadSide } from '@stoa/projections-standalone/offline';
import { Refusal } from '@stoa/kernel';
import { namedGateway, type GatewayOptions } from './gateway.ts';
import { Progress } from './progress.ts';
import type { Io } from './output.ts';
import { serverOfFolder, type Server } from './server-client.ts';

export interface CommandOptions extends GatewayOptions {
  dataDir: string;
  json: boolean;
}

/** The context of every command: where to write, which folder, and when to stop. */
export interface CommandContext {
  readonly io: Io;
  readonly options: CommandOptions;
  readonly signal: AbortSignal;
}

/** The server to use instead of opening the folder: the named gateway, else the server that holds the folder now. */
export const serverOf = ({ options }: CommandContext): Server | undefined => {
  const server = findServer(options.dataDir);
  return namedGateway(options) ?? (server && serverOfFolder(server));
};

export async function withFolder<A>(
  context: CommandContext,
  mode: 'read' | 'write',
  use: (folder: DataFolder) => Promise<A>,
): Promise<A> {
  const folder = await withProgress(context, (progress) =>
    openDataFolder(context.options.dataDir, {
      mode,
      onUpgrade: ({ done, of }) => progress.update('adding checksums', done, of),
    }),
  );
  try {
    return await use(folder);
  } finally {
    await folder.release();
  }
}

/** The read side of a folder that this process may write. */
export const withReadSide = <A>(context: CommandContext, use: (side: ReadSide, folder: DataFolder) => Promise<A>): Promise<A> =>
  withFolder(context, 'write', async (folder) => {
    const side = await openReadSide(folder);
    try {
      return await use(side, folder);
    } finally {
      side.close();
    }
  });

/** The read side, read-only, even while another process holds the folder: HTML goes to a separate cache, so none of its files is touched. */
export const withReadOnlySide = <A>(
  context: CommandContext,
  use: (side: ReadSide, folder: DataFolder) => Promise<A>,
): Promise<A> =>
  withFolder(context, 'read', (folder) =>
    withScratch(async (scratch) => {
      const side = await openReadSide(
        { store: folder.store, files: { ...folder.files, htmlCache: join(scratch, 'html.sqlite') } },
        { readOnly: true },
      );
      try {
        return await use(side, folder);
      } finally {
        side.close();
      }
    }),
  );

/** A temporary folder, removed at the end. */
export async function withScratch<A>(use: (folder: string) => Promise<A>): Promise<A> {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** An empty read side over the same store, for a fold that is compared and discarded; it may reuse the folder's HTML. */
export async function scratchSide(folder: DataFolder, scratch: string): Promise<ReadSide> {
  return openReadSide({ store: folder.store, files: { ...filesOf(scratch), events: folder.files.events } });
}

export async function withProgress<A>({ io }: CommandContext, use: (progress: Progress) => Promise<A>): Promise<A> {
  const progress = new Progress(io);
  try {
    return await use(progress);
  } finally {
    progress.end();
  }
}

export function refuseWhileServed(context: CommandContext, what: string): void {
  const server = serverOf(context);
  if (server)
    throw new Refusal('request-in-progress', `A server holds ${context.options.dataDir} (${server.url}); stop it to ${what}.`);
}
