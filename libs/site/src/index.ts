export { ASSETS, FAVICON, STYLE } from './assets.ts';
export { bodyHtml } from './body-html.ts';
export { TEMPLATE_VERSION } from './layout.ts';
export { listHtml } from './list.page.ts';
export { questionHtml } from './question.page.ts';
export { refusalHtml } from './refusal.page.ts';
export { topicHtml } from './topic.page.ts';
