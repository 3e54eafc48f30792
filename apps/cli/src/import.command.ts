import { catchUpOffline } from '@stoa/projections-standalone/offline';
import { findTables, importStackExchange, type ImportReport, type StackExchangeImport } from '@stoa/imports-stack-exchange';
import type { Server } from './server-client.ts';
import { serverOf, withProgress, withReadSide, type CommandContext } from './context.ts';
import { caughtUp, importGateway } from './import-gateway.ts';
import { importSummary } from './import-summary.ts';
import { show } from './output.ts';
import type { Progress } from './progress.ts';
import { namedGateway, type GatewayOptions } from './gateway.ts';

export interface ImportOptions extends GatewayOptions {
  source?: string;
}

/**
 * Imports a dump and brings every read model to its last document: into the folder, or through the server that holds it, or through the
 * gateway that was named.
 */
export async function importDump(context: CommandContext, folder: string, options: ImportOptions): Promise<void> {
  const gateway = namedGateway(options);
  // Before a data folder is made or a server asked.
  await findTables(folder);
  const api = gateway ?? serverOf(context);
  const common = { folder, signal: context.signal, ...(options.source ? { source: options.source } : {}) };
  const started = performance.now();
  const processor = process.cpuUsage();
  const { report, imported } = await (api ? throughApi(context, common, api) : directly(context, common));
  const ended = performance.now();
  const { reading, sorting, appending } = report.seconds;
  const { user, system } = process.cpuUsage(processor);
  const seconds = {
    ...{ reading, sorting, appending },
    importing: toThousandths(imported - started),
    projecting: toThousandths(ended - imported),
    total: toThousandths(ended - started),
    processor: toThousandths((user + system) / 1000),
  };
  // The importer has seen the peak of its own part only.
  const whole = { ...report, seconds, peakBytes: process.resourceUsage().maxRSS * 1024 };
  show(context.io, context.options.json, whole, () => importSummary(whole, seconds));
}

/** Events that are folded in one transaction: fewer than a rebuild takes, since what the import itself held is not yet collected. */
const EVENTS_AT_ONCE = 4_000;

const toThousandths = (ms: number): number => Math.round(ms) / 1000;

type Common = Pick<StackExchangeImport, 'folder' | 'source' | 'signal'>;
interface Imported {
  report: ImportReport;
  /** When the last event was in the log, by `performance.now()`. */
  imported: number;
}

const directly = (context: CommandContext, common: Common): Promise<Imported> =>
  withReadSide(context, (side, { store }) =>
    withProgress(context, async (progress) => {
      const report = await importStackExchange({ ...common, into: { store }, onProgress: told(progress) });
      const imported = performance.now();
      for (const [name, projection] of side.projections)
        await catchUpOffline(side, name, {
          batchSize: projection.replayBatch ?? EVENTS_AT_ONCE,
          signal: context.signal,
          onProgress: ({ phase, done, of }) =>
            progress.update(`${name}: ${phase}`, done, of, phase === 'documents' ? 'documents' : 'events'),
        });
      return { report, imported };
    }),
  );

const throughApi = (context: CommandContext, common: Common, server: Server): Promise<Imported> =>
  withProgress(context, async (progress) => {
    const gateway = importGateway(server, context.signal);
    const report = await importStackExchange({ ...common, into: { gateway }, onProgress: told(progress) });
    const imported = performance.now();
    await caughtUp(server, gateway.position(), context.signal);
    return { report, imported };
  });

const told =
  (progress: Progress): StackExchangeImport['onProgress'] =>
  ({ phase, done, total, unit }) =>
    progress.update(phase, done, total, unit);
