import type { CommandClass, ErrorCode } from '@stoa/kernel';
import type { z } from 'zod';
import type { ResponseName } from './responses.ts';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One route: its request and its response. Routing, validation and OpenAPI are all made from this. */
export interface Operation {
  readonly method: Method;
  /** As OpenAPI writes it: `/v1/questions/{questionId}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** The command that it dispatches; its schema, less the path's parameters and `fixed`, is the body. */
  readonly command?: CommandClass;
  /** Fields of the command that the route fixes. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** The body where it is not the command's data less the path. */
  readonly body?: z.ZodObject;
  /** Has a controller method of its own; other routes of commands are made from this table. */
  readonly handled?: true;
  readonly query?: z.ZodObject;
  /** URL of the created resource. `{name}` stands for a field of the result, such as `{id}`. */
  readonly location?: string;
  /** Needs If-Match with the resource's revision; `optional`: heeds it where it is sent. */
  readonly ifMatch?: true | 'optional';
  /** What its ETag is made from: the resource's `revision`, or its content, which the controller tags itself. Responds with 304 as well. */
  readonly etag?: 'revision' | 'content';
  /** `Redirect` has no body: it sends a browser to another page. */
  readonly response: ResponseName | 'Html' | 'Asset' | 'Redirect';
  /** 201 where a created thing is found at `location`, otherwise 200. */
  readonly status?: number;
  /** Other statuses with a response of their own. */
  readonly also?: Readonly<Record<number, ResponseName>>;
  /** It writes or changes what other members read: questions, answers, profiles. */
  readonly content?: true;
  /** Codes that it may refuse with beside those that follow from its shape. */
  readonly refuses?: readonly ErrorCode[];
  /** A POST that may be sent again without a key: it asks, or what it tells bears ids of its own. */
  readonly keyless?: true;
  /** When it is refused where there is too much to do; by default commands last, and before them all else. */
  readonly shed?: 'first' | 'last' | 'never';
  /** Is also available as text/csv. */
  readonly csv?: true;
  /** Bytes of the body, where fewer than elsewhere. */
  readonly bodyLimit?: number;
  /** JSON as text/plain is taken too, as `navigator.sendBeacon` sends it to other sites. */
  readonly plainText?: true;
  /** `html`: for browsers. Its reader is known by session, and its body, if it has one, is a form. */
  readonly form?: 'json' | 'html';
}

const JOBS: ReadonlySet<Operation['response']> = new Set(['Rebuild', 'Verification'] as const);
/** Whether it responds with work that a process does in its own time: a command that begins or ends it appends no event. */
export const isJob = (response: Operation['response']): boolean => JOBS.has(response);

/** Whether a route takes a form, and so no JSON. */
export const takesForm = ({ method, form }: Pick<Operation, 'method' | 'form'>): boolean => form === 'html' && method !== 'GET';

/** The path as Fastify writes it. */
export const routePath = ({ path }: Pick<Operation, 'path'>): string => path.replace(/\{(\w+)\}/g, ':$1');

/** The status of a successful operation. */
export const statusOf = ({ status, location }: Pick<Operation, 'status' | 'location'>): number =>
  status ?? (location ? 201 : 200);
