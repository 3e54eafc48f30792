import { Controller, Inject, Param, Query, Res } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import {
  GetImported,
  GetRebuild,
  GetVerification,
  GetViewLog,
  ImportBatch,
  ListProjections,
  ListSetAside,
  type ImportOutcome,
  type ImportedPart,
  type ProjectionStatus,
  type RebuildStatus,
  type SetAsideMessage,
  type VerificationStatus,
  type ViewLogState,
} from '@stoa/contracts';
import { readinessOf, readinessStatus } from '@stoa/http';
import type { CommandContext, Outcome } from '@stoa/kernel';
import type { FastifyReply } from 'fastify';
import { API_OPTIONS, type ApiOptions } from '../api.options.ts';
import { CommandData } from '../commands/command-data.decorator.ts';
import { RequestContext } from '../commands/request-context.decorator.ts';
import { openApi } from '../openapi/openapi.ts';
import { Handles, Public } from './operation.decorator.ts';
import type { QueryOf } from './operations.ts';

@Controller()
export class OperationsController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  /** Every item has its own id, so a repeated batch changes nothing, under any key. */
  @Handles('importBatch')
  async importBatch(@CommandData() data: ImportBatch['data'], @RequestContext() context: CommandContext) {
    const outcome = await this.commands.execute<ImportBatch, Outcome & ImportOutcome>(new ImportBatch(data, context));
    return { position: outcome.position, imported: outcome.imported, repeated: outcome.alreadyThere, changes: outcome.changes };
  }

  @Handles('getImported')
  imported(@Param('source') source: string, @Query() { from }: QueryOf<'getImported'>): Promise<ImportedPart> {
    return this.queries.execute(new GetImported({ source, from }));
  }

  @Handles('getViewLog')
  viewLog(@Param('log') log: string): Promise<ViewLogState> {
    return this.queries.execute(new GetViewLog({ log }));
  }

  @Handles('listProjections')
  async projections() {
    return { items: await this.queries.execute<ListProjections, ProjectionStatus[]>(new ListProjections({})) };
  }

  @Handles('getRebuild')
  rebuild(@Param('projection') projection: string, @Param('rebuild') id: string): Promise<RebuildStatus> {
    return this.queries.execute(new GetRebuild({ projection, id }));
  }

  @Handles('getVerification')
  verification(@Param('projection') projection: string, @Param('verification') id: string): Promise<VerificationStatus> {
    return this.queries.execute(new GetVerification({ projection, id }));
  }

  @Handles('listSetAside')
  async setAside(@Query() { limit }: QueryOf<'listSetAside'>) {
    return { items: await this.queries.execute<ListSetAside, SetAsideMessage[]>(new ListSetAside({ limit })) };
  }

  /** Depends on nothing: a process that responds is alive. */
  @Public()
  @Handles('live')
  live() {
    return { status: 'ok' };
  }

  @Public()
  @Handles('ready')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const readiness = await readinessOf(this.options.readiness ?? []);
    void reply.status(readinessStatus(readiness));
    return readiness;
  }

  @Public()
  @Handles('openapi')
  openapi() {
    return openApi();
  }
}
