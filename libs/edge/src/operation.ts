import type { CommandClass } from '@stoa/kernel';
import type { z } from 'zod';

export type Access = 'public' | 'member' | 'moderator' | 'admin';
export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** One route: who may come in, what it takes and what it answers. Routing, guard, validation and OpenAPI are all made from this. */
export interface Operation {
  readonly method: Method;
  /** As OpenAPI writes it: `/v1/questions/{questionId}`. */
  readonly path: string;
  readonly access: Access;
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
  readonly form?: 'json' | 'html';
}

/** The path as Fastify writes it. */
export const routePath = ({ path }: Pick<Operation, 'path'>): string => path.replace(/\{(\w+)\}/g, ':$1');

/** The methods that some operation has at a path. */
export function methodsAt(operations: Iterable<Operation>, path: string): string[] {
  const methods = [...operations]
    .filter((operation) => new RegExp(`^${operation.path.replace(/[.]/g, '\\.').replace(/\{\w+\}/g, '[^/]+')}$`).test(path))
    .flatMap(({ method }) => (method === 'GET' ? ['GET', 'HEAD'] : [method]));
  return [...new Set(methods)];
}
