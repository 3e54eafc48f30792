import { Controller, Inject, Req, Res } from '@nestjs/common';
import {
  GetRebuild,
  ImportBatch,
  ListProjections,
  ListSetAside,
  StartRebuild,
  type ImportOutcome,
  type RebuildStatus,
} from '@stoa/contracts';
import { parsed, readinessOf } from '@stoa/http';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { commandData } from '../commands/command-input.ts';
import { Dispatcher, type CommandAnswer } from '../commands/dispatcher.ts';
import { API_OPTIONS, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import { openApi } from '../openapi/openapi.ts';
import { Handles, Public } from './operation.decorator.ts';
import { commandClass, operations } from './operations.ts';
import { idOrNameIn } from './path-values.ts';

const NO_FIELDS = z.strictObject({});

@Controller()
export class OperationsController {
  constructor(
    @Inject(Dispatcher) private readonly dispatcher: Dispatcher,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Handles('importViews')
  importViews(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    return this.dispatcher.command('importViews', request, reply);
  }

  /** Every item names itself, so a batch that comes again changes nothing, under whatever key. */
  @Handles('importBatch')
  async importBatch(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const Command = commandClass(ImportBatch);
    const data = () => commandData(operations.importBatch, Command, request);
    const outcome = await this.dispatcher.outcome<CommandAnswer & ImportOutcome>('importBatch', Command, data, request, reply);
    return { position: outcome.position, imported: outcome.imported, repeated: outcome.alreadyThere };
  }

  @Handles('listProjections')
  async projections(@Req() request: ApiRequest) {
    this.dispatcher.queryOf('listProjections', request);
    return { items: await this.dispatcher.ask(new ListProjections({})) };
  }

  @Handles('startRebuild')
  async startRebuild(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    const Command = commandClass(StartRebuild);
    const data = () => ({ ...parsed(NO_FIELDS, request.body ?? {}, '/'), projection: idOrNameIn(request, 'projection') });
    const { repeated: _, ...status } = await this.dispatcher.outcome<CommandAnswer & RebuildStatus>(
      'startRebuild',
      Command,
      data,
      request,
      reply,
    );
    void reply.header('location', `/v1/projections/${status.projection}/rebuilds/${status.id}`);
    return status;
  }

  @Handles('getRebuild')
  rebuild(@Req() request: ApiRequest) {
    this.dispatcher.queryOf('getRebuild', request);
    return this.dispatcher.ask(
      new GetRebuild({ projection: idOrNameIn(request, 'projection'), id: idOrNameIn(request, 'rebuild') }),
    );
  }

  @Handles('listSetAside')
  async setAside(@Req() request: ApiRequest) {
    const { limit } = this.dispatcher.queryOf<{ limit: number }>('listSetAside', request);
    return { items: await this.dispatcher.ask(new ListSetAside({ limit })) };
  }

  /** Asks nothing of anybody: a process that answers is alive. */
  @Public()
  @Handles('live')
  live(@Req() request: ApiRequest) {
    this.dispatcher.queryOf('live', request);
    return { status: 'ok' };
  }

  @Public()
  @Handles('ready')
  async ready(@Req() request: ApiRequest, @Res({ passthrough: true }) reply: FastifyReply) {
    this.dispatcher.queryOf('ready', request);
    const readiness = await readinessOf(this.options.readiness ?? []);
    void reply.status(readiness.status === 'ok' ? 200 : 503);
    return readiness;
  }

  @Public()
  @Handles('openapi')
  openapi(@Req() request: ApiRequest) {
    this.dispatcher.queryOf('openapi', request);
    return openApi();
  }
}
