export { importedViewsDecider } from './imported-views.ts';
export { ViewAnalyticsModule } from './view-analytics.module.ts';
