export { request, type Call, type Received, type RequestOptions } from './request.ts';
export { stoaApi, type StoaApi, type StoaServer } from './stoa-api.ts';
export type { components, paths } from './schema.ts';
