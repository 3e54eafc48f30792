import { Controller, Inject, Req, Res } from '@nestjs/common';
import { GetRebuild, ListProjections, StartRebuild } from '@stoa/contracts';
import { idempotencyKey } from '@stoa/http';
import type { FastifyReply } from 'fastify';
import { Dispatcher } from './dispatcher.ts';
import { EDGE_OPTIONS, type EdgeOptions } from './edge.options.ts';
import type { EdgeRequest } from './edge-request.ts';
import { openApi } from './openapi/openapi.ts';
import { Handles } from './operation.decorator.ts';

@Controller()
export class OperationsController {
  constructor(
    @Inject(Dispatcher) private readonly dispatcher: Dispatcher,
    @Inject(EDGE_OPTIONS) private readonly options: EdgeOptions,
  ) {}

  @Handles('importViews')
  importViews(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('importViews', request, reply);
  }

  @Handles('listProjections')
  async projections() {
    return { items: await this.dispatcher.ask(new ListProjections()) };
  }

  @Handles('startRebuild')
  async startRebuild(@Req() request: EdgeRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const { projection } = request.params;
    idempotencyKey(request.headers['idempotency-key'] as string | undefined, true);
    const status = await this.dispatcher.ask(new StartRebuild(projection!));
    void reply.header('location', `/v1/projections/${status.projection}/rebuilds/${status.id}`).header('cache-control', 'no-store');
    return status;
  }

  @Handles('getRebuild')
  rebuild(@Req() { params }: EdgeRequest) {
    return this.dispatcher.ask(new GetRebuild(params['projection']!, params['rebuildId']!));
  }

  /** Asks nothing of anybody: a process that answers is alive. */
  @Handles('live')
  live() {
    return { status: 'ok' };
  }

  @Handles('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const checks = await Promise.all((this.options.readiness ?? []).map(async ({ name, check }) => ({ name, waitingFor: await check() })));
    const status = checks.every(({ waitingFor }) => waitingFor === null) ? 'ok' : 'waiting';
    void reply.status(status === 'ok' ? 200 : 503).header('cache-control', 'no-store');
    return { status, checks };
  }

  @Handles('openapi')
  openapi() {
    return openApi();
  }
}
