export { createEdgeApp } from './create-edge-app.ts';
export { EdgeModule } from './edge.module.ts';
export type { EdgeOptions, ReadinessCheck } from './edge.options.ts';
export { openApi } from './openapi/openapi.ts';
export { operations } from './operations.ts';
export { parseToken, tokenText } from './token.ts';
