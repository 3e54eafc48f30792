export { createApiApp, type ApiAppOptions } from './create-api-app.ts';
export { ApiModule } from './api.module.ts';
export type { ApiOptions } from './api.options.ts';
export { openApi } from './openapi/openapi.ts';
export { operations } from './routes/operations.ts';
export { policy, type Access } from './access/policy.ts';
export { renderErrorReference } from './openapi/error-reference.ts';
export { renderHttpReference } from './openapi/http-reference.ts';
export { parseToken, tokenText } from './access/token.ts';
