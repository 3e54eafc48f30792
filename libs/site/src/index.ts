export { ASSETS, FAVICON, STYLE } from './assets.ts';
export { TEMPLATE_VERSION } from './layout.tsx';
export { listHtml } from './list.page.tsx';
export { questionHtml } from './question.page.tsx';
export { refusalHtml } from './refusal.page.tsx';
export { topicHtml } from './topic.page.tsx';
