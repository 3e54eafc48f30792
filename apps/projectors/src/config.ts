import {
  eventStoreOption,
  hostOption,
  kafkaOption,
  logFormatOption,
  logOption,
  portOption,
  postgresOption,
  serviceSecretOption,
  type ConfigOf,
} from '@stoa/service';

/** What this process can be told. */
export const options = {
  host: hostOption,
  port: portOption(3006),
  eventStore: eventStoreOption,
  kafka: kafkaOption,
  postgres: postgresOption,
  serviceSecret: serviceSecretOption,
  log: logOption,
  logFormat: logFormatOption,
};
export type Config = ConfigOf<typeof options>;
