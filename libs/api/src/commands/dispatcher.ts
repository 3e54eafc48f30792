import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { heldTags, idempotencyKey, ifMatchRevision, oneOf, parsed, revisionTag } from '@stoa/http';
import {
  Refusal,
  commandContext,
  type CommandClass,
  type CommandContext,
  type Outcome,
  type QueryMessage,
  type ResultOf,
} from '@stoa/kernel';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { commandData } from './command-input.ts';
import { API_OPTIONS, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import { operationOf, type OperationName } from '../routes/operations.ts';

export interface CommandAnswer extends Outcome {
  id: string;
}

const NO_PARAMETERS = z.strictObject({});

/** Turns requests into commands and queries, and their outcomes into answers. */
@Injectable()
export class Dispatcher {
  /** What an address without a query string comes to is always the same. */
  private readonly unasked = new Map<OperationName, object>();

  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  now(): Date {
    return this.options.now?.() ?? new Date();
  }

  /** Dispatches the command of an operation whose data is in the body and the path. */
  command(name: OperationName, request: ApiRequest, reply: FastifyReply): Promise<CommandAnswer> {
    const operation = operationOf(name);
    const { command } = operation;
    if (!command) throw new Error(`${name} has no command`);
    return this.run(name, command, () => commandData(operation, command, request), request, reply);
  }

  /** Dispatches a command with data of the controller's making. What the key stands for is the request's own body. */
  async run(
    name: OperationName,
    Command: CommandClass,
    data: () => unknown,
    request: ApiRequest,
    reply: FastifyReply,
  ): Promise<CommandAnswer> {
    const { id, revision, position } = await this.outcome(name, Command, data, request, reply);
    return { id, revision, position };
  }

  /** As `run`, with all that the command came to. */
  async outcome<A extends CommandAnswer>(
    name: OperationName,
    Command: CommandClass,
    data: () => unknown,
    request: ApiRequest,
    reply: FastifyReply,
  ): Promise<A> {
    const { ifMatch, location } = operationOf(name);
    this.queryOf(name, request);
    const context = this.contextOf(name, Command.type, request);
    const command = new Command(data(), context);
    const answer = await this.commands.execute<typeof command, A>(command);
    const { id, revision, position, repeated } = answer;
    if (position) void reply.header('stoa-position', position);
    if (location) void reply.header('location', location.replace('{id}', id));
    if (ifMatch || location) void reply.header('etag', revisionTag(revision));
    if (repeated) void reply.header('idempotency-replayed', 'true');
    return answer;
  }

  ask<Q extends QueryMessage<unknown>>(query: Q): Promise<ResultOf<Q>> {
    return this.queries.execute<Q, ResultOf<Q>>(query);
  }

  /** The query string, checked against what the operation allows; unknown-field or validation-failed where it does not. */
  queryOf<Q = Record<string, never>>(name: OperationName, request: ApiRequest): Q {
    const asked = request.url.includes('?');
    const known = asked ? undefined : this.unasked.get(name);
    if (known) return known as Q;
    const query = parsed(operationOf(name).query ?? NO_PARAMETERS, request.query, '?');
    if (!asked) this.unasked.set(name, Object.freeze(query));
    return query as Q;
  }

  /** A resource with its revision as tag: undefined and 304 when the client holds it. */
  resource<R extends { revision: number }>(resource: R, request: ApiRequest, reply: FastifyReply): R | undefined {
    const tag = revisionTag(resource.revision);
    void reply.header('etag', tag).header('cache-control', 'public, no-cache');
    const held = heldTags(request.headers['if-none-match']);
    if (!held.includes(tag.slice(1, -1)) && !held.includes('*')) return resource;
    void reply.status(304);
    return undefined;
  }

  private contextOf(name: OperationName, command: string, request: ApiRequest): CommandContext {
    const { method, ifMatch } = operationOf(name);
    const { principal, headers, params, id, body } = request;
    if (!principal) throw new Refusal('unauthenticated', 'Send a bearer token.');
    const key = idempotencyKey(oneOf(headers['idempotency-key']), method === 'POST');
    const expected = ifMatch ? { expectedRevision: ifMatchRevision(oneOf(headers['if-match'])) } : {};
    return commandContext({
      principal,
      command,
      target: Object.values(params ?? {})
        .join('/')
        .toLowerCase(),
      key: key ?? randomUUID(),
      body: body ?? {},
      occurredAt: this.now().toISOString(),
      correlationId: String(id),
      ...expected,
    });
  }
}
