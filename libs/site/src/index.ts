export { ASSETS, DASHBOARD_SCRIPT, DASHBOARD_STYLE, FAVICON, STYLE } from './assets.ts';
export * from './dashboard/index.ts';
export { TEMPLATE_VERSION } from './layout.tsx';
export { listHtml } from './list.page.tsx';
export { questionHtml, type PageReader } from './question.page.tsx';
export { type SiteReader } from './reader-corner.tsx';
export { refusalHtml } from './refusal.page.tsx';
export { topicHtml } from './topic.page.tsx';
