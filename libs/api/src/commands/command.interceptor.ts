import { randomUUID } from 'node:crypto';
import { Inject, Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { idempotencyKey, ifMatchRevision, oneOf, revisionTag } from '@stoa/http';
import { Refusal, commandContext, type CommandContext, type Outcome } from '@stoa/kernel';
import type { FastifyReply } from 'fastify';
import { map, type Observable } from 'rxjs';
import { API_OPTIONS, nowOf, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import type { Operation } from '../routes/operation.ts';
import { operationIn } from '../routes/operation.metadata.ts';
import { responses } from '../routes/responses.ts';

/** What a handler of a command gives: fields of the response, and of these what headers say. */
export type CommandResult = Partial<Outcome> & { readonly id?: string };

/** Around a command: Idempotency-Key and If-Match become its context; its outcome becomes headers and the fields that the response has. */
@Injectable()
export class CommandInterceptor implements NestInterceptor<CommandResult, object> {
  constructor(@Inject(API_OPTIONS) private readonly options: ApiOptions) {}

  intercept(context: ExecutionContext, next: CallHandler<CommandResult>): Observable<object> {
    const operation = operationIn(context);
    const http = context.switchToHttp();
    const request = http.getRequest<ApiRequest>();
    request.commandContext = this.contextOf(operation, request);
    return next.handle().pipe(map((result) => sent(operation, result, http.getResponse<FastifyReply>())));
  }

  private contextOf({ method, command, ifMatch }: Operation, request: ApiRequest): CommandContext {
    const { principal, headers, params, id, body } = request;
    if (!principal) throw new Refusal('unauthenticated', 'Send a bearer token.');
    const key = idempotencyKey(oneOf(headers['idempotency-key']), method === 'POST');
    const given = oneOf(headers['if-match']);
    const expected = ifMatch === true || (ifMatch && given !== undefined) ? ifMatchRevision(given) : undefined;
    return commandContext({
      principal,
      command: command!.type,
      target: Object.values(params ?? {})
        .join('/')
        .toLowerCase(),
      key: key ?? randomUUID(),
      body: body ?? {},
      occurredAt: nowOf(this.options).toISOString(),
      correlationId: String(id),
      ...(expected === undefined ? {} : { expectedRevision: expected }),
    });
  }
}

function sent({ location, ifMatch, response }: Operation, result: CommandResult, reply: FastifyReply): object {
  const { revision, position, repeated } = result;
  const fields = result as Record<string, unknown>;
  if (position !== undefined) void reply.header('stoa-position', position);
  if (location)
    void reply.header(
      'location',
      location.replace(/\{(\w+)\}/g, (_, name: string) => String(fields[name])),
    );
  if (revision !== undefined && (ifMatch || location)) void reply.header('etag', revisionTag(revision));
  if (repeated === true) void reply.header('idempotency-replayed', 'true');
  const { shape } = responses[response as keyof typeof responses];
  return Object.fromEntries(Object.keys(shape).map((name) => [name, fields[name]]));
}
