import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

type Json = Record<string, unknown>;

/** One call as it went over the wire, messages in the form of the generated code's `toObject`. */
export interface RecordedCall {
  readonly method: string;
  readonly request: Json[];
  readonly response: Json[];
  readonly order: string[];
  readonly status?: { code: number; details: string; trailers: Record<string, string> };
}
/** One operation of the client on a real server: its calls, and what the client made of them. */
export interface Recording {
  readonly operation: string;
  readonly calls: RecordedCall[];
  readonly result?: unknown;
  readonly error?: Json;
}
/** What came back for one call. */
export interface Exchange {
  readonly responses: unknown[];
  readonly received: string[];
  readonly code: number | undefined;
  readonly details: string;
  readonly trailers: Record<string, string>;
}

export const recordingsIn = (folder: string): Recording[] =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recording);

/** Keys whose values differ from run to run, so that only their being there is compared. */
const VARYING = new Set([
  'commitPosition',
  'preparePosition',
  'subscriptionId',
  'commit',
  'prepare',
  'created',
  'id',
  'correlationId',
  'metastreamRevision',
]);
const HTTP_LEVEL = new Set(['content-type', 'date', 'server', 'content-length']);

/** The kind of a value: what varies is replaced, a number's digits within a bigint's text stay. */
export function kindOf(value: unknown, key = ''): unknown {
  if (value === undefined || value === null) return undefined;
  if (VARYING.has(key)) return '*';
  if (typeof value === 'bigint') return `${value}n`;
  // Long data was cut when it was recorded.
  if (typeof value === 'string' && /^(eyJzIjoi)?x{3}|^eyJzIjoieHh4/.test(value)) return '*';
  if (typeof value === 'string') return value.replace(/ c=\d+ p=\d+ cp=\d+/, '');
  if (Array.isArray(value)) {
    if (value[0] === 'created') return ['created', '*'];
    return value.map((item) => kindOf(item));
  }
  if (value instanceof Date) return '*';
  if (typeof value !== 'object') return value;
  const kept = Object.entries(value).map(([name, item]) => [name, kindOf(item, name)] as const);
  return Object.fromEntries(kept.filter(([, item]) => item !== undefined).sort(([a], [b]) => (a < b ? -1 : 1)));
}

export const recordedExchange = ({ response, order, status }: RecordedCall): Exchange => ({
  responses: response,
  // A unary call that fails shows an empty message first.
  received: order.filter((step) => step.startsWith('recv') && !(step === 'recv:msg' && response.length === 0)),
  code: status?.code,
  details: status?.details ?? '',
  trailers: Object.fromEntries(Object.entries(status?.trailers ?? {}).filter(([key]) => !HTTP_LEVEL.has(key))),
});
