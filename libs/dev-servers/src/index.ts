export { httpResponds, kafkajsAccess } from './probes.ts';
export { certificateAuthority, selfSigned, type Authority, type Certificate } from './certificates/authority.ts';
export * from './describe-with.ts';
export { imageOf } from './images.ts';
export { freePort, isFree } from './local/free-port.ts';
export { kafka, type KafkaOptions } from './local/kafka.ts';
export { KAFKA_RIGHTS, grant, rightsToBegin, type KafkaRights } from './local/kafka-rights.ts';
export { accessAs, type KafkaAccount, type KafkaSecurity } from './local/kafka-security.ts';
export { postgres, postgresUrl, type PostgresOptions } from './local/postgres.ts';
export { birthOf, commandLineOf, isAlive, killWithChildren, signal } from './local/processes.ts';
export { localPostgres, localSecuredKafka } from './local/local-servers.ts';
export { MissingPiece, type Command, type Program } from './local/program.ts';
export { findInPath } from './local/run.ts';
export { standIn, type StandInOptions, type StandInSecurity } from './local/stand-in.ts';
export {
  NotOurs,
  type EventStoreServer,
  type KafkaAccess,
  type KafkaMechanism,
  type KafkaServer,
  type SecuredKafkaServer,
  type PostgresServer,
  type Server,
  type ServerKind,
  type Servers,
} from './server.ts';
export { eventStoreServer, kafkaServer, postgresServer, whyNone } from './sources.ts';
