export { ViewAnalyticsModule } from './view-analytics.module.ts';
export { viewsImportDecider } from './views-import.ts';
