export { createEdgeApp, type EdgeAppOptions } from './create-edge-app.ts';
export { EdgeModule } from './edge.module.ts';
export type { EdgeOptions } from './edge.options.ts';
export { openApi } from './openapi/openapi.ts';
export { operations } from './operations.ts';
export { policy, type Access } from './policy.ts';
export { renderErrorReference } from './reference/error-reference.ts';
export { renderHttpReference } from './reference/http-reference.ts';
export { parseToken, tokenText } from './token.ts';
