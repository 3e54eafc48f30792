export { ASSETS, FAVICON, STYLE } from './assets.ts';
export { FormToken, TEMPLATE_VERSION, renderPage, type PageFrame, type PageReader } from './layout.tsx';
export { listHtml } from './list.page.tsx';
export { questionHtml } from './question.page.tsx';
export { refusalHtml } from './refusal.page.tsx';
export { signInHtml, type SignInForm } from './sign-in.page.tsx';
export { topicHtml } from './topic.page.tsx';
