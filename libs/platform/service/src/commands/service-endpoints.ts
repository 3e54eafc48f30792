import { Controller, HttpCode, Inject, Module, Post, Req, Res, type DynamicModule } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { Owned } from '@stoa/contracts';
import { oneOf, parsed, refusalOf, type RequestLog } from '@stoa/http';
import { Refusal, isRefusal, operatorsReason } from '@stoa/kernel';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { byDeadline, remainingIn } from './deadline.ts';
import { toTravel } from './travelling-refusal.ts';
import { DEADLINE_HEADER, commandEnvelope } from './wire.ts';

const OFFERED = Symbol('Offered');
/** Injection token of the process's log. */
export const SERVICE_LOG = Symbol('ServiceLog');

type Asked = FastifyRequest<{ Params: { type: string } }>;

/** Executes commands and queries of our other processes; refusals are sent so that the caller can throw them again. */
@Controller()
class ServiceController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(OFFERED) private readonly offered: Owned,
    @Inject(SERVICE_LOG) private readonly log: RequestLog,
  ) {}

  @Post('commands/:type')
  @HttpCode(200)
  command(@Req() request: Asked, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const Command = this.offered.commands.find(({ type }) => type === request.params.type);
    if (!Command) throw notOffered(request);
    const { data, context } = parsed(commandEnvelope, request.body, '/');
    // The API has checked the data by the same schema; where versions differ, the client gets this refusal.
    return this.answered(request, reply, () => this.commands.execute(new Command(parsed(Command.schema, data, '/'), context)));
  }

  @Post('queries/:type')
  @HttpCode(200)
  query(@Req() request: Asked, @Res({ passthrough: true }) reply: FastifyReply): Promise<unknown> {
    const Query = this.offered.queries.find(({ type }) => type === request.params.type);
    if (!Query) throw notOffered(request);
    return this.answered(request, reply, () => this.queries.execute(new Query(parsed(Query.schema, request.body, '/'))));
  }

  private async answered(request: Asked, reply: FastifyReply, work: () => Promise<unknown>): Promise<unknown> {
    const remaining = remainingIn(oneOf(request.headers[DEADLINE_HEADER]));
    const late = (error: unknown) =>
      this.log.error({ correlationId: request.id, reason: operatorsReason(error) ?? String(error) }, 'failed after its deadline');
    try {
      return await byDeadline(remaining, async () => work(), late);
    } catch (error) {
      const refusal = refusalOf(error);
      if (!isRefusal(error) && refusal.code === 'internal') throw error;
      const reason = operatorsReason(error);
      if (reason !== undefined) this.log.error({ correlationId: request.id, reason }, 'dependency unavailable');
      const problem = toTravel(refusal, request.id);
      void reply.status(problem.status).type('application/problem+json');
      return problem;
    }
  }
}

const notOffered = ({ url }: Asked) =>
  new Refusal('malformed-request', `This process has no endpoint ${url.split('?')[0]?.slice(0, 80)}.`);

/** The commands and queries that a process executes for others, at `/commands/<type>` and `/queries/<type>`. Buses come from CqrsModule, SERVICE_LOG from the process. */
@Module({})
export class ServiceEndpoints {
  static of(offered: Owned): DynamicModule {
    return { module: ServiceEndpoints, controllers: [ServiceController], providers: [{ provide: OFFERED, useValue: offered }] };
  }
}
