import {
  hostOption,
  logFormatOption,
  logOption,
  metricsOptions,
  option,
  overloadOption,
  pageCacheOption,
  portOption,
  rankingOption,
  rateOptions,
  viewOptions,
  type ConfigOf,
} from '@stoa/service';
import { z } from 'zod';

/** Options of this process. */
export const options = {
  dataDir: option(
    'STOA_DATA_DIR',
    z.string().min(1).default('./data').describe('Folder that holds the events and everything built from them.'),
  ),
  host: hostOption,
  port: portOption(3000),
  demo: option('STOA_DEMO', z.stringbool().default(false).describe('Seed the demo community when the folder has no events yet.')),
  pageCacheMb: pageCacheOption,
  ranking: rankingOption,
  ...viewOptions,
  ...rateOptions,
  ...metricsOptions,
  overload: overloadOption,
  log: logOption,
  logFormat: logFormatOption,
};
export type Config = ConfigOf<typeof options>;
