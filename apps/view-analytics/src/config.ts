import {
  eventStoreOption,
  hostOption,
  kafkaOptions,
  kafkaReplicationOption,
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
  port: portOption(3004),
  eventStore: eventStoreOption,
  ...kafkaOptions,
  kafkaReplication: kafkaReplicationOption,
  serviceSecret: serviceSecretOption,
  ...metricsOptions,
  overload: overloadOption,
  log: logOption,
  logFormat: logFormatOption,
};
export type Config = ConfigOf<typeof options>;
