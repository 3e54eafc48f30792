import {
  FindRebuildHandler,
  ListSetAsideHandler,
  ListSharedProjectionsHandler,
  OPERATORS_VIEW,
  RequestRebuildHandler,
  SharedReadModels,
  SharedReadSide,
  type OperatorsView,
} from '@stoa/distributed';
import type { Logger } from '@stoa/service';
import type { Config } from './config.ts';
import type { ReadStore } from './serve.ts';

/** The read store that the configuration names. */
export async function openReadStore({ postgres }: Pick<Config, 'postgres'>, log: Logger): Promise<ReadStore> {
  const side = await SharedReadSide.open({ connectionString: postgres, name: 'gateway', poolSize: 20, log });
  const readModels = new SharedReadModels(side.projections, side.registry, side.progress);
  const { jobs, troubles, setAside } = side;
  const view: OperatorsView = { jobs, troubles, setAside, head: async () => (await side.ledger.load()).head };
  const built = async () => {
    const missing = await readModels.missing();
    return missing.length === 0 ? null : `These read models are being built: ${missing.join(', ')}.`;
  };
  return {
    readModels,
    operatorsHandlers: [
      ListSharedProjectionsHandler,
      RequestRebuildHandler,
      FindRebuildHandler,
      ListSetAsideHandler,
      { provide: OPERATORS_VIEW, useValue: view },
    ],
    dependencies: [
      { name: 'postgres', check: () => side.health() },
      { name: 'read-models', check: built },
    ],
    async close() {
      await readModels.close();
      await side.close();
    },
  };
}
