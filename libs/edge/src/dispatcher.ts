import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { heldTags, idempotencyKey, ifMatchRevision, parsed, revisionTag } from '@stoa/http';
import { Refusal, commandContext, notFound, type AnswerOf, type CommandClass, type CommandContext, type Outcome, type QueryMessage } from '@stoa/kernel';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { EDGE_OPTIONS, type EdgeOptions } from './edge.options.ts';
import type { EdgeRequest } from './edge-request.ts';
import { operationOf, type OperationName } from './operations.ts';
import type { Operation } from './operation.ts';

export interface CommandAnswer extends Outcome {
  id: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Turns requests into commands and queries, and their outcomes into answers. */
@Injectable()
export class Dispatcher {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(EDGE_OPTIONS) private readonly options: EdgeOptions,
  ) {}

  now(): Date {
    return this.options.now?.() ?? new Date();
  }

  /** Dispatches the command of an operation whose data is the body and the path. */
  async command(name: OperationName, request: EdgeRequest, reply: FastifyReply): Promise<CommandAnswer> {
    const operation = operationOf(name);
    const { command } = operation;
    if (!command) throw new Error(`${name} has no command`);
    const target = idsOf(request.params);
    const body = bodyOf(request);
    const data = parsed(command.schema, { ...body, ...operation.fixed, ...target }, '/');
    refuseTargetInBody(body, { ...operation.fixed, ...target });
    return this.run(name, command, data, body, request, reply);
  }

  /** Dispatches a command with data that the controller made; `body` is what the idempotency key stands for. */
  async run(name: OperationName, Command: CommandClass, data: unknown, body: unknown, request: EdgeRequest, reply: FastifyReply): Promise<CommandAnswer> {
    const operation = operationOf(name);
    const context = this.contextOf(operation, Command.type, body, request);
    const { id, revision, position, repeated } = await this.commands.execute<InstanceType<CommandClass>, CommandAnswer>(new Command(data, context));
    if (operation.location) void reply.header('location', operation.location.replace('{id}', id));
    void reply.header('stoa-position', position).header('cache-control', 'no-store');
    if (operation.ifMatch || operation.location) void reply.header('etag', revisionTag(revision));
    if (repeated) void reply.header('idempotency-replayed', 'true');
    return { id, revision, position };
  }

  /** Puts a query; the query string is what the operation allows. */
  ask<Q extends QueryMessage<unknown>>(query: Q): Promise<AnswerOf<Q>> {
    return this.queries.execute<Q, AnswerOf<Q>>(query);
  }

  /** The query string, checked. */
  queryOf<Q = Record<string, never>>(name: OperationName, request: EdgeRequest): Q {
    return parsed(operationOf(name).query ?? z.strictObject({}), request.query, '?') as Q;
  }

  /** A resource with its revision as tag: undefined and 304 when the client holds it. */
  resource<R extends { revision: number }>(resource: R, request: EdgeRequest, reply: FastifyReply): R | undefined {
    const tag = revisionTag(resource.revision);
    void reply.header('etag', tag).header('cache-control', 'public, no-cache');
    const held = heldTags(request.headers['if-none-match']);
    if (!held.includes(tag.slice(1, -1)) && !held.includes('*')) return resource;
    void reply.status(304);
    return undefined;
  }

  private contextOf(operation: Operation, command: string, body: unknown, request: EdgeRequest): CommandContext {
    const { principal, headers, params, id } = request;
    if (!principal) throw new Refusal('unauthenticated', 'Send a bearer token.');
    const key = idempotencyKey(one(headers['idempotency-key']), operation.method === 'POST');
    const expected = operation.ifMatch ? { expectedRevision: ifMatchRevision(one(headers['if-match'])) } : {};
    return commandContext({
      principal,
      command,
      target: Object.values(params ?? {}).join('/'),
      key: key ?? randomUUID(),
      body,
      occurredAt: this.now().toISOString(),
      correlationId: String(id),
      ...expected,
    });
  }
}

/** The JSON object of a request; none at all counts as empty. */
export function bodyOf({ body }: EdgeRequest): Record<string, unknown> {
  if (body === undefined || body === null) return {};
  if (typeof body !== 'object' || Array.isArray(body)) throw new Refusal('malformed-request', 'The body is one JSON object.');
  return body as Record<string, unknown>;
}

/** The ids in the path; what cannot be an id names nothing. */
function idsOf(params: Record<string, string> | undefined): Record<string, string> {
  for (const [name, value] of Object.entries(params ?? {})) if (name.endsWith('Id') && !UUID.test(value)) throw notFound(name.slice(0, -2));
  return params ?? {};
}

/** What the path says is no field of the body. */
function refuseTargetInBody(body: Record<string, unknown>, target: Record<string, unknown>): void {
  const errors = Object.keys(target).filter((name) => Object.hasOwn(body, name));
  if (errors.length === 0) return;
  const fields = errors.map((name) => ({ pointer: `/${name}`, code: 'unknown', expected: 'no such field' }));
  throw new Refusal('unknown-field', 'The request has a field that is not known here.', fields);
}

const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);
