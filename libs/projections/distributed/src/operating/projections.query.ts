import { Inject } from '@nestjs/common';
import { CommandHandler, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  CancelVerification,
  GetRebuild,
  GetVerification,
  ListProjections,
  StartRebuild,
  StartVerification,
  type ProjectionStatus,
  type RebuildStatus,
  type StartedRebuild,
  type StartedVerification,
  type VerificationStatus,
} from '@stoa/contracts';
import { ProjectionBehind, READ_MODELS, Refusal, START, createdId, type Position } from '@stoa/kernel';
import { comparedCode, passedOver, statusOf } from '@stoa/projections-engine';
import { conditionOf } from './degraded.ts';
import type { RebuildJobs, SetAsideMessages, Troubles, VerificationJobs } from './ports.ts';
import type { LiveGenerationReader } from '../serving/live-generation-reader.ts';
import type { DistributedReadModels } from '../serving/distributed-read-models.ts';

/** What operators may query, besides the read models themselves. */
export const OPERATORS_VIEW = Symbol('OperatorsView');
export interface OperatorsView {
  readonly jobs: RebuildJobs;
  readonly verifications: VerificationJobs;
  readonly troubles: Troubles;
  readonly setAside: SetAsideMessages;
  /** The head of the log as the relay last saw it. */
  head(): Promise<Position>;
}

@QueryHandler(ListProjections)
export class ListProjectionsHandler implements IQueryHandler<ListProjections> {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DistributedReadModels,
    @Inject(OPERATORS_VIEW) private readonly view: OperatorsView,
  ) {}

  async execute(): Promise<ProjectionStatus[]> {
    const head = await this.view.head();
    return Promise.all(this.readModels.all().map((model) => this.statusOf(model, head)));
  }

  private async statusOf(model: LiveGenerationReader, head: Position): Promise<ProjectionStatus> {
    const { name } = model;
    const record = await model.record();
    if (!record)
      return {
        name,
        state: 'building',
        generation: null,
        ...comparedCode(model.projection, undefined),
        position: START,
        head,
        documentsWaiting: 0,
        passedOver: [],
        documentsSetAside: [],
        reason: null,
      };
    return {
      name,
      generation: record.number,
      ...comparedCode(model.projection, { rows: record.hash, documents: await model.documentsHash() }),
      position: await model.reached(),
      head,
      documentsWaiting: await model.dirtyCount(),
      passedOver: await passedOver(model),
      ...statusOf(await conditionOf(model, this.view.troubles)),
    };
  }
}

@CommandHandler(StartRebuild)
export class RequestRebuildHandler implements ICommandHandler<StartRebuild> {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DistributedReadModels,
    @Inject(OPERATORS_VIEW) private readonly view: OperatorsView,
  ) {}

  async execute({ data: { projection }, context }: StartRebuild): Promise<StartedRebuild> {
    return this.view.jobs.request(this.readModels.model(projection).name, createdId(context));
  }
}

@QueryHandler(GetRebuild)
export class FindRebuildHandler implements IQueryHandler<GetRebuild> {
  constructor(@Inject(OPERATORS_VIEW) private readonly view: OperatorsView) {}

  async execute({ projection, id }: GetRebuild): Promise<RebuildStatus> {
    const status = await this.view.jobs.find(projection, id);
    if (!status) throw new Refusal('not-found', `There is no rebuild ${id} of ${projection}.`);
    return status;
  }
}

@CommandHandler(StartVerification)
export class RequestVerificationHandler implements ICommandHandler<StartVerification> {
  constructor(
    @Inject(READ_MODELS) private readonly readModels: DistributedReadModels,
    @Inject(OPERATORS_VIEW) private readonly view: OperatorsView,
  ) {}

  async execute({ data: { projection }, context }: StartVerification): Promise<StartedVerification> {
    const model = this.readModels.model(projection);
    const record = await model.record();
    if (!record) throw new ProjectionBehind(projection, START);
    if (record.hash !== model.projection.code.rows || record.ofOtherHistory)
      throw new Refusal(
        'request-in-progress',
        `What is live of ${projection} was built by other code or of another log, and is to be replaced by a rebuild; verify it after that.`,
      );
    return this.view.verifications.request(projection, createdId(context));
  }
}

@CommandHandler(CancelVerification)
export class CancelVerificationHandler implements ICommandHandler<CancelVerification> {
  constructor(@Inject(OPERATORS_VIEW) private readonly view: OperatorsView) {}

  async execute({ data: { projection, verification: id } }: CancelVerification): Promise<VerificationStatus> {
    return found(await this.view.verifications.cancel(projection, id), projection, id);
  }
}

@QueryHandler(GetVerification)
export class FindVerificationHandler implements IQueryHandler<GetVerification> {
  constructor(@Inject(OPERATORS_VIEW) private readonly view: OperatorsView) {}

  async execute({ projection, id }: GetVerification): Promise<VerificationStatus> {
    return found(await this.view.verifications.find(projection, id), projection, id);
  }
}

function found(status: VerificationStatus | undefined, projection: string, id: string): VerificationStatus {
  if (!status) throw new Refusal('not-found', `There is no verification ${id} of ${projection}.`);
  return status;
}
