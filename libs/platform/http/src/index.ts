export { fastifyAdapter, type RequestLog } from './fastify.ts';
export { correlationOf, heldTags, idempotencyKey, ifMatchRevision, revisionTag } from './headers.ts';
export { Html, html, trusted } from './html.ts';
export { ProblemFilter, type RefusalPage } from './problem.filter.ts';
export { problemOf, refusalOf, type Problem } from './problem.ts';
export { ERRORS } from './statuses.ts';
export { parsed } from './validation.ts';
