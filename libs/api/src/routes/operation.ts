import type { CommandClass, ErrorCode } from '@stoa/kernel';
import type { z } from 'zod';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One route: what it takes and what it answers. Routing, validation and OpenAPI are all made from this. */
export interface Operation {
  readonly method: Method;
  /** As OpenAPI writes it: `/v1/questions/{questionId}`. */
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  /** The command that it dispatches; its schema, less the path's parameters and `fixed`, is the body. */
  readonly command?: CommandClass;
  /** Fields of the command that the route itself says. */
  readonly fixed?: Readonly<Record<string, unknown>>;
  /** Body of a route that dispatches no command as it comes. */
  readonly body?: z.ZodObject;
  readonly query?: z.ZodObject;
  /** Where a created thing is found; makes the answer a 201. `{id}` stands for its id. */
  readonly location?: string;
  /** Needs If-Match with the resource's revision. */
  readonly ifMatch?: boolean;
  /** Answers with an ETag and 304. */
  readonly conditional?: boolean;
  /** The schema's name of the answer. */
  readonly answer: string;
  readonly status?: number;
  /** Codes that it may answer beside those that follow from its shape. */
  readonly refuses?: readonly ErrorCode[];
  readonly form?: 'json' | 'html';
}

/** The path as Fastify writes it. */
export const routePath = ({ path }: Pick<Operation, 'path'>): string => path.replace(/\{(\w+)\}/g, ':$1');

/** Names of the parameters in a path. */
export const pathParameters = (path: string): string[] => [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);

/** The status of an operation that went well. */
export const statusOf = ({ status, location }: Pick<Operation, 'status' | 'location'>): number =>
  status ?? (location ? 201 : 200);
