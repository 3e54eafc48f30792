import {
  eventStoreOption,
  hostOption,
  kafkaOption,
  kafkaReplicationOption,
  logFormatOption,
  logOption,
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
  kafka: kafkaOption,
  kafkaReplication: kafkaReplicationOption,
  serviceSecret: serviceSecretOption,
  overload: overloadOption,
  log: logOption,
  logFormat: logFormatOption,
};
export type Config = ConfigOf<typeof options>;
