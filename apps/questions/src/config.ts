import {
  eventStoreOption,
  hostOption,
  logFormatOption,
  logOption,
  metricsOptions,
  overloadOption,
  portOption,
  serviceSecretOption,
  type ConfigOf,
} from '@stoa/service';

/** Options of this process. */
export const options = {
  host: hostOption,
  port: portOption(3001),
  eventStore: eventStoreOption,
  serviceSecret: serviceSecretOption,
  ...metricsOptions,
  overload: overloadOption,
  log: logOption,
  logFormat: logFormatOption,
};
export type Config = ConfigOf<typeof options>;
