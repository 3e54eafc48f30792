import {
  eventStoreOption,
  hostOption,
  kafkaOptions,
  kafkaReplicationOption,
  logFormatOption,
  logOption,
  metricsOptions,
  portOption,
  postgresOption,
  serviceSecretOption,
  type ConfigOf,
} from '@stoa/service';

/** Options of this process. */
export const options = {
  host: hostOption,
  port: portOption(3005),
  eventStore: eventStoreOption,
  ...kafkaOptions,
  kafkaReplication: kafkaReplicationOption,
  postgres: postgresOption,
  serviceSecret: serviceSecretOption,
  ...metricsOptions,
  log: logOption,
  logFormat: logFormatOption,
};
export type Config = ConfigOf<typeof options>;
