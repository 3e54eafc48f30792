export { ViewAnalyticsModule } from './view-analytics.module.ts';
export { viewsImportDecider } from './views-import.ts';
export { ImportViewsHandler } from './import-views.handler.ts';
export { SHARD_WRITER, type ShardWriter } from './shard-parts.ts';
export { TopicShardWriter } from './topic-shard-writer.ts';
export { lastBatch } from './sealing/shard-state.ts';
export { PACE, ShardSealer, type SealingPace } from './sealing/shard-sealer.ts';
export { ViewFactsConsumer, type Sealing, type SetAside } from './view-facts-consumer.ts';
