import {
  eventStoreOption,
  hostOption,
  kafkaOption,
  logFormatOption,
  logOption,
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
  serviceSecret: serviceSecretOption,
  log: logOption,
  logFormat: logFormatOption,
};
export type Config = ConfigOf<typeof options>;
