import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import { Refusal, type ErrorCode } from '@stoa/kernel';
import { problemOf } from './problem.ts';
import type { RequestObserver } from './request-observer.ts';

const MEANINGS: Record<string, [ErrorCode, string]> = {
  HPE_HEADER_OVERFLOW: ['headers-too-large', 'The headers are too large.'],
  ERR_HTTP_REQUEST_TIMEOUT: ['request-timeout', 'The request did not arrive in time.'],
};

/** Responds on the bare socket to what was no HTTP request, and closes the connection: where the next request begins is unknown. */
export function respondToClientError(
  error: Error & { code?: string },
  socket: Socket,
  observer?: Pick<RequestObserver, 'refused'>,
): void {
  if (!socket.writable || error.code === 'ECONNRESET') {
    socket.destroy();
    return;
  }
  const [code, sentence] = MEANINGS[error.code ?? ''] ?? (['malformed-request', 'This is not a valid HTTP request.'] as const);
  const refusal = new Refusal(code, sentence);
  observer?.refused(refusal);
  const problem = problemOf(refusal, randomUUID());
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${problem.title}`,
    'content-type: application/problem+json',
    'cache-control: no-store',
    'x-content-type-options: nosniff',
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
