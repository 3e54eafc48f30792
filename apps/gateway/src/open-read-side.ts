import {
  CancelVerificationHandler,
  FindRebuildHandler,
  FindVerificationHandler,
  ListSetAsideHandler,
  ListProjectionsHandler,
  OPERATORS_VIEW,
  RequestRebuildHandler,
  RequestVerificationHandler,
  DistributedReadModels,
  DistributedReadSide,
  degradedModels,
  type OperatorsView,
} from '@stoa/projections-distributed';
import type { Logger } from '@stoa/service';
import type { Config } from './config.ts';
import type { ReadStore } from './serve.ts';

/** The read store that the configuration names. */
export async function openDistributedReadSide(
  { postgres, ranking }: Pick<Config, 'postgres' | 'ranking'>,
  log: Logger,
): Promise<ReadStore> {
  const side = await DistributedReadSide.open({ connectionString: postgres, name: 'gateway', poolSize: 20, ranking, log });
  const readModels = new DistributedReadModels(side.projections, side.registry, side.progress, side.html);
  const { jobs, verifications, troubles, setAside } = side;
  const view: OperatorsView = { jobs, verifications, troubles, setAside, head: async () => (await side.ledger.load()).head };
  const built = async () => {
    const missing = await readModels.missing();
    return missing.length === 0 ? null : `Read models are being built: ${missing.join(', ')}.`;
  };
  return {
    readModels,
    salts: side.salts,
    sharedLimiter: (options) => side.limiter(options),
    operatorsHandlers: [
      ListProjectionsHandler,
      RequestRebuildHandler,
      FindRebuildHandler,
      RequestVerificationHandler,
      CancelVerificationHandler,
      FindVerificationHandler,
      ListSetAsideHandler,
      { provide: OPERATORS_VIEW, useValue: view },
    ],
    dependencies: [
      { name: 'postgres', check: () => side.health() },
      { name: 'read-models', check: built, degraded: () => degradedModels(readModels, troubles) },
    ],
    async close() {
      await readModels.close();
      await side.close();
    },
  };
}
