export { ViewAnalyticsModule } from './view-analytics.module.ts';
export { viewsImportDecider } from './views-import.ts';
export { ImportViewsHandler } from './import-views.handler.ts';
export { SHARD_WRITER, type ShardWriter } from './shard-parts.ts';
export { TopicShardWriter } from './topic-shard-writer.ts';
export { ViewFactsConsumer, type SetAside } from './view-facts-consumer.ts';
