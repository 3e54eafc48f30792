import type { ErrorCode } from '@stoa/kernel';

interface ErrorMeaning {
  readonly status: number;
  readonly title: string;
  /** What a client should do. */
  readonly remedy: string;
}

/** The closed list of codes with their HTTP status; the only place that knows both. */
export const ERRORS: Record<ErrorCode, ErrorMeaning> = {
  'malformed-request': {
    status: 400,
    title: 'Malformed request',
    remedy: 'Correct the header, path or query that `detail` names.',
  },
  'malformed-json': { status: 400, title: 'Malformed JSON', remedy: 'Send one JSON object.' },
  unauthenticated: { status: 401, title: 'Authentication required', remedy: 'Send a valid bearer token.' },
  forbidden: { status: 403, title: 'Not allowed', remedy: 'Use a token with the required role.' },
  'own-content': { status: 403, title: 'Not for your own content', remedy: 'Another member can do it.' },
  suspended: {
    status: 403,
    title: 'Suspended',
    remedy: 'Read only, until the end that `detail` names or until a moderator ends it.',
  },
  'not-found': { status: 404, title: 'Not found', remedy: 'Check the address.' },
  'method-not-allowed': { status: 405, title: 'Method not allowed', remedy: 'Use a method that Allow names.' },
  'not-acceptable': { status: 406, title: 'Not acceptable', remedy: 'Accept application/json.' },
  'request-timeout': { status: 408, title: 'Request timeout', remedy: 'Send it again.' },
  'revision-conflict': { status: 409, title: 'Changed concurrently', remedy: 'Read it again and retry.' },
  'request-in-progress': { status: 409, title: 'Already in progress', remedy: 'Wait until it has finished.' },
  'question-closed': {
    status: 409,
    title: 'The question is closed',
    remedy: 'A moderator can reopen it.',
  },
  'too-many-answers': {
    status: 409,
    title: 'Too many answers to this question',
    remedy: 'Revise or withdraw one of them first.',
  },
  'name-taken': { status: 409, title: 'The name is taken', remedy: 'Choose another one.' },
  gone: { status: 410, title: 'Withdrawn', remedy: 'Remove links to it; who withdrew it, or a moderator, can restore it.' },
  'length-required': { status: 411, title: 'Length required', remedy: 'Send Content-Length.' },
  'precondition-failed': {
    status: 412,
    title: 'Changed since it was read',
    remedy: 'Read it again, then send the new ETag in If-Match.',
  },
  'payload-too-large': { status: 413, title: 'Body too large', remedy: 'Send less.' },
  'uri-too-long': { status: 414, title: 'URL too long', remedy: 'Shorten it.' },
  'unsupported-media-type': { status: 415, title: 'Unsupported media type', remedy: 'Send application/json.' },
  'unknown-field': { status: 422, title: 'Unknown field', remedy: 'Remove the listed fields.' },
  'validation-failed': { status: 422, title: 'Validation failed', remedy: 'Correct the listed fields.' },
  'idempotency-key-reused': {
    status: 422,
    title: 'Idempotency-Key reused',
    remedy: 'Use a new Idempotency-Key for a new request.',
  },
  'precondition-required': {
    status: 428,
    title: 'If-Match is required',
    remedy: 'Send the ETag of the resource in If-Match.',
  },
  'rate-limited': { status: 429, title: 'Too many requests', remedy: 'Wait for Retry-After seconds.' },
  'headers-too-large': { status: 431, title: 'Headers too large', remedy: 'Send fewer or shorter headers.' },
  internal: {
    status: 500,
    title: 'Internal error',
    remedy: 'Report the instance; send the request again with the same Idempotency-Key.',
  },
  overloaded: { status: 503, title: 'Overloaded', remedy: 'Wait for Retry-After seconds.' },
  'dependency-unavailable': {
    status: 503,
    title: 'Dependency unavailable',
    remedy: 'Retry after Retry-After seconds, with the same Idempotency-Key.',
  },
  'storage-unavailable': {
    status: 503,
    title: 'Storage unavailable',
    remedy: 'Send it again later with the same Idempotency-Key.',
  },
  'log-damaged': {
    status: 503,
    title: 'Event log damaged',
    remedy: 'Read only; send it again with the same Idempotency-Key once an operator has restored the log.',
  },
  'newer-events': {
    status: 503,
    title: 'Written by a newer version',
    remedy: 'Wait for Retry-After seconds and send it again: an upgrade or a rollback is under way.',
  },
  'projection-behind': {
    status: 503,
    title: 'Read model has not caught up',
    remedy: 'Retry; `position` is its checkpoint.',
  },
  stopping: {
    status: 503,
    title: 'Stopping',
    remedy: 'Send it again after Retry-After seconds, over a new connection, with the same Idempotency-Key.',
  },
};
