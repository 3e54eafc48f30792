import { Refusal, isRefusal, type ErrorCode, type FieldError } from '@stoa/kernel';
import { ERRORS } from './statuses.ts';

/** RFC 9457, with a stable code and the fields at fault. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  /** Identifies this occurrence in our logs. */
  instance: string;
  code: ErrorCode;
  errors: FieldError[];
  /** The read model's checkpoint, where it is behind. */
  position?: string;
}

export function problemOf(refusal: Refusal, correlationId: string): Problem {
  const { code, message, errors } = refusal;
  const { status, title } = ERRORS[code];
  const position = 'position' in refusal && typeof refusal.position === 'string' ? { position: refusal.position } : {};
  return {
    type: `/problems/${code}`,
    title,
    status,
    detail: message,
    instance: `urn:uuid:${correlationId}`,
    code,
    errors,
    ...position,
  };
}

/** Errors that Fastify and Nest throw before or around a handler, by their code or status. */
const KNOWN: Record<string, [ErrorCode, string]> = {
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'Bodies are application/json.'],
  FST_ERR_CTP_BODY_TOO_LARGE: ['payload-too-large', 'The body is too large.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed-request', 'Content-Length is not the length of the body.'],
  FST_ERR_BAD_URL: ['malformed-request', 'The path is not well-formed.'],
  FST_ERR_MAX_PARAM_LENGTH: ['not-found', 'There is no resource at this URL.'],
  '400': ['malformed-request', 'The request cannot be read.'],
  '404': ['not-found', 'There is no resource at this URL.'],
  '413': ['payload-too-large', 'The body is too large.'],
  '415': ['unsupported-media-type', 'Bodies are application/json.'],
};

/** The refusal to show for any error. An unexpected one is `internal` and discloses nothing. */
export function refusalOf(error: unknown): Refusal {
  if (isRefusal(error) && Object.hasOwn(ERRORS, error.code)) return error;
  const { code, statusCode, status } = (error ?? {}) as { code?: string; statusCode?: number; status?: number };
  if (code?.startsWith('SQLITE_FULL') || code?.startsWith('SQLITE_IOERR'))
    return new Refusal('storage-unavailable', 'The store cannot be read or written at the moment.');
  const known = (code && Object.hasOwn(KNOWN, code) && KNOWN[code]) || KNOWN[String(statusCode ?? status)];
  return known ? new Refusal(...known) : new Refusal('internal', 'Something went wrong on our side.');
}
