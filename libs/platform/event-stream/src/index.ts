export * from './bounded-publisher.ts';
export * from './in-process/in-process-broker.ts';
export * from './in-process/in-process-event-stream.ts';
export type { KafkaConnection, KafkaUser } from './kafka/kafka-connection.ts';
export * from './kafka/kafka-event-stream.ts';
export * from './local/local-event-stream.ts';
export { LocalJournal, type JournalLimits } from './local/local-journal.ts';
export * from './local/stream-overloaded.ts';
export * from './relayed-codec.ts';
