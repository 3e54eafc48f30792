import type { ErrorCode } from '@stoa/kernel';

interface ErrorMeaning {
  readonly status: number;
  readonly title: string;
  /** What a client does about it. */
  readonly remedy: string;
}

/** The closed list of codes with their HTTP status; the only place that knows both. */
export const ERRORS: Record<ErrorCode, ErrorMeaning> = {
  'malformed-request': {
    status: 400,
    title: 'The request cannot be read',
    remedy: 'Mend the header, path or query that is named.',
  },
  'malformed-json': { status: 400, title: 'The body is not JSON', remedy: 'Send one JSON object.' },
  unauthenticated: { status: 401, title: 'Nobody is signed in', remedy: 'Send a valid bearer token.' },
  forbidden: { status: 403, title: 'Not allowed', remedy: 'Ask somebody whose right it is.' },
  'own-content': { status: 403, title: 'Not for your own content', remedy: 'Leave it to others.' },
  'not-found': { status: 404, title: 'Not there', remedy: 'Check the address.' },
  'method-not-allowed': { status: 405, title: 'Method not allowed', remedy: 'Use a method that Allow names.' },
  'not-acceptable': { status: 406, title: 'Not available in this form', remedy: 'Accept application/json.' },
  'request-timeout': { status: 408, title: 'The request took too long to arrive', remedy: 'Send it again.' },
  'revision-conflict': { status: 409, title: 'It changed meanwhile', remedy: 'Read it again and decide anew.' },
  'request-in-progress': { status: 409, title: 'Already under way', remedy: 'Wait for the one that runs.' },
  'question-closed': {
    status: 409,
    title: 'The question is closed',
    remedy: 'Answer another one, or ask a moderator to reopen it.',
  },
  'name-taken': { status: 409, title: 'The name is taken', remedy: 'Choose another one.' },
  gone: { status: 410, title: 'Withdrawn', remedy: 'Remove links to it; its owner or a moderator can restore it.' },
  'length-required': { status: 411, title: 'Length required', remedy: 'Send Content-Length.' },
  'precondition-failed': {
    status: 412,
    title: 'It changed since you read it',
    remedy: 'Read it again, then send the new ETag in If-Match.',
  },
  'payload-too-large': { status: 413, title: 'The body is too large', remedy: 'Send less.' },
  'uri-too-long': { status: 414, title: 'The address is too long', remedy: 'Shorten it.' },
  'unsupported-media-type': { status: 415, title: 'Not a type that is read here', remedy: 'Send application/json.' },
  'unknown-field': { status: 422, title: 'A field is not known', remedy: 'Leave out the fields that are named.' },
  'validation-failed': { status: 422, title: 'A value is not acceptable', remedy: 'Mend the fields that are named.' },
  'idempotency-key-reused': {
    status: 422,
    title: 'The key was used for another request',
    remedy: 'Use a fresh Idempotency-Key for a new request.',
  },
  'precondition-required': {
    status: 428,
    title: 'If-Match is required',
    remedy: 'Send the ETag that you have read in If-Match.',
  },
  'rate-limited': { status: 429, title: 'Too many requests', remedy: 'Wait for Retry-After seconds.' },
  'headers-too-large': { status: 431, title: 'The headers are too large', remedy: 'Send fewer or shorter headers.' },
  internal: {
    status: 500,
    title: 'Something is wrong on our side',
    remedy: 'Report the instance; send the request again with the same Idempotency-Key.',
  },
  overloaded: { status: 503, title: 'Too busy', remedy: 'Wait for Retry-After seconds.' },
  'dependency-unavailable': { status: 503, title: 'A part is away', remedy: 'Wait for Retry-After seconds.' },
  'storage-unavailable': {
    status: 503,
    title: 'Nothing can be stored now',
    remedy: 'Send it again later with the same Idempotency-Key.',
  },
  'newer-events': {
    status: 503,
    title: 'Written by a newer version',
    remedy: 'Wait for Retry-After seconds and send it again: an upgrade or a rollback is under way.',
  },
  'projection-behind': {
    status: 503,
    title: 'The page is not that far yet',
    remedy: 'Ask again; `position` says how far it is.',
  },
};
