export { ASSETS, DASHBOARD_SCRIPT, DASHBOARD_STYLE, FAVICON, STYLE, VIEW_BEACON_SCRIPT } from './assets.ts';
export * from './dashboard/index.ts';
export { TEMPLATE_VERSION, renderPage, type PageExtras } from './layout.tsx';
export { listHtml } from './list.page.tsx';
export { questionHtml, type PageShowing } from './question.page.tsx';
export { FormToken, type SiteReader } from './reader-corner.tsx';
export { refusalHtml } from './refusal.page.tsx';
export { signInHtml, type SignInForm } from './sign-in.page.tsx';
export { topicHtml } from './topic.page.tsx';
