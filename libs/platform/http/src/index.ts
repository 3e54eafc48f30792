export { accepts } from './accept.ts';
export { fastifyAdapter, LIMITS, type RequestLimits, type RequestLog } from './fastify.ts';
export { correlationOf, heldTags, idempotencyKey, ifMatchRevision, oneOf, revisionTag } from './headers.ts';
export { Html, html, trusted } from './html.ts';
export { ProblemFilter, type RefusalPage } from './problem.filter.ts';
export { problemOf, refusalOf, type Problem } from './problem.ts';
export { sendPage } from './send-page.ts';
export { ERRORS } from './statuses.ts';
export { parsed } from './validation.ts';
