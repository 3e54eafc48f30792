import { isDeepStrictEqual } from 'node:util';
import { ERRORS } from '@stoa/http';
import type { ErrorCode } from '@stoa/kernel';
import { policy, type Access } from '../access/policy.ts';
import { isJob, statusOf, type Operation } from '../routes/operation.ts';
import { operations, type OperationName } from '../routes/operations.ts';
import { responses, type ResponseName } from '../routes/responses.ts';

/** A response as a client has it, and the request that it is for. */
export interface Exchange {
  readonly method: string;
  /** Path and query string. */
  readonly url: string;
  readonly status: number;
  header(name: string): string | null | undefined;
  readonly body: string;
}

const table = (Object.entries(operations) as [OperationName, Operation][]).map(([name, operation]) => ({
  name,
  operation,
  pattern: new RegExp(`^${operation.path.replaceAll('.', '\\.').replace(/\{\w+\}/g, '[^/]+')}$`),
}));

/**
 * Throws where a response is not what the table of operations, and so OpenAPI, says: status, media type, the schema (nothing missing and
 * nothing beside it), headers. Requests for what no operation has must be refused.
 */
export function assertConforms(exchange: Exchange): void {
  const { method, url, status } = exchange;
  const path = new URL(url, 'http://stoa').pathname;
  const found = table.find(({ operation, pattern }) => operation.method === method && pattern.test(path));
  const wrong = found ? faultOf(found.name, found.operation, exchange) : refusalFault(exchange);
  if (wrong)
    throw new Error(`${method} ${url} (${found?.name ?? 'no operation'}): ${wrong}\n${status} ${exchange.body.slice(0, 2000)}`);
}

function faultOf(name: OperationName, operation: Operation, exchange: Exchange): string | undefined {
  const { status } = exchange;
  const other = operation.also?.[status];
  if (other && isJson(exchange)) return schemaFault(other, exchange);
  if (status >= 400) return operation.form === 'html' ? refusalFault(exchange) : problemFault(exchange);
  if (status === 303 && operation.form === 'html') return redirectFault(operation, policy[name], exchange);
  return headerFault(operation, exchange) ?? bodyFault(operation, exchange);
}

/** Forms lead on to a page, and pages for members lead others to the page for signing in. */
function redirectFault({ response }: Operation, access: Access, { header, body }: Exchange): string | undefined {
  const to = header('location') ?? '';
  if (body !== '' || !to.startsWith('/') || to.startsWith('//')) return 'no path to go to';
  if (response === 'Redirect') return undefined;
  return access !== 'public' && to.startsWith('/sign-in') ? undefined : 'a page that anybody may see leads elsewhere';
}

function headerFault({ etag, command, location, response }: Operation, { status, header }: Exchange): string | undefined {
  if (etag && !isPrivate(header) && !/^"[\x21\x23-\x7e]+"$/.test(header('etag') ?? '')) return 'no ETag';
  if (status === 304) return undefined;
  if (location && !header('location')) return 'no Location';
  return command && !location && !isJob(response) && !header('stoa-position') ? 'no Stoa-Position' : undefined;
}

function bodyFault(operation: Operation, exchange: Exchange): string | undefined {
  const { status, body } = exchange;
  if (status === 304) return operation.etag && body === '' ? undefined : 'it has no 304, or one with a body';
  // What creates something may find it created.
  if (status !== statusOf(operation) && !(status === 200 && statusOf(operation) === 201))
    return `its status is ${statusOf(operation)}`;
  if (operation.csv && isCsv(exchange)) return undefined;
  if (operation.response === 'Html') return isHtml(exchange) ? undefined : 'no HTML';
  if (operation.response === 'Asset' || operation.response === 'Redirect') return undefined;
  return isJson(exchange) ? schemaFault(operation.response, exchange) : 'no JSON';
}

/** Browsers that look for a page are refused by a page. */
function refusalFault(exchange: Exchange): string | undefined {
  if (exchange.status < 400) return 'no operation has this address';
  return isHtml(exchange) ? undefined : problemFault(exchange);
}

function problemFault(exchange: Exchange): string | undefined {
  if (!exchange.header('content-type')?.startsWith('application/problem+json')) return 'no problem+json';
  const { code } = JSON.parse(exchange.body) as { code: string };
  if (!Object.hasOwn(ERRORS, code) || ERRORS[code as ErrorCode].status !== exchange.status)
    return `${code} is no code of this status`;
  return schemaFault('Problem', exchange);
}

/** What the schema does not name, parsing leaves out: the two then differ. */
function schemaFault(name: ResponseName, { body }: Exchange): string | undefined {
  const sent: unknown = JSON.parse(body);
  const result = responses[name].safeParse(sent);
  if (!result.success) return `no ${name}: ${result.error.message}`;
  return isDeepStrictEqual(result.data, sent)
    ? undefined
    : `more than ${name} has: ${JSON.stringify(result.data).slice(0, 2000)}`;
}

const isJson = ({ header }: Exchange) => header('content-type')?.startsWith('application/json') ?? false;
/** One reader's page has no tag by which it could be taken for another's. */
const isPrivate = (header: Exchange['header']) => header('cache-control') === 'private, no-store' && !header('etag');
const isCsv = ({ header }: Exchange) => header('content-type')?.startsWith('text/csv') ?? false;
const isHtml = ({ header }: Exchange) => header('content-type')?.startsWith('text/html') ?? false;
