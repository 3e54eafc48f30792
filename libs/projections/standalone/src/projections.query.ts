import { Inject } from '@nestjs/common';
import { CommandHandler, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  CancelVerification,
  GetRebuild,
  GetVerification,
  ListProjections,
  ListSetAside,
  StartRebuild,
  StartVerification,
  type ProjectionStatus,
  type RebuildStatus,
  type SetAsideMessage,
  type StartedRebuild,
  type StartedVerification,
  type VerificationStatus,
} from '@stoa/contracts';
import { READ_MODELS, createdId } from '@stoa/kernel';
import type { StandaloneReadModels } from './standalone-read-models.ts';

@QueryHandler(ListProjections)
export class ListProjectionsHandler implements IQueryHandler<ListProjections> {
  constructor(@Inject(READ_MODELS) private readonly readModels: StandaloneReadModels) {}

  execute(): Promise<ProjectionStatus[]> {
    return this.readModels.statuses();
  }
}

@CommandHandler(StartRebuild)
export class StartRebuildHandler implements ICommandHandler<StartRebuild> {
  constructor(@Inject(READ_MODELS) private readonly readModels: StandaloneReadModels) {}

  execute({ data: { projection }, context }: StartRebuild): Promise<StartedRebuild> {
    return this.readModels.rebuild(projection, createdId(context));
  }
}

@QueryHandler(GetRebuild)
export class GetRebuildHandler implements IQueryHandler<GetRebuild> {
  constructor(@Inject(READ_MODELS) private readonly readModels: StandaloneReadModels) {}

  async execute({ projection, id }: GetRebuild): Promise<RebuildStatus> {
    return this.readModels.rebuildStatus(projection, id);
  }
}

@CommandHandler(StartVerification)
export class StartVerificationHandler implements ICommandHandler<StartVerification> {
  constructor(@Inject(READ_MODELS) private readonly readModels: StandaloneReadModels) {}

  execute({ data: { projection }, context }: StartVerification): Promise<StartedVerification> {
    return this.readModels.verifications.start(projection, createdId(context));
  }
}

@CommandHandler(CancelVerification)
export class CancelVerificationHandler implements ICommandHandler<CancelVerification> {
  constructor(@Inject(READ_MODELS) private readonly readModels: StandaloneReadModels) {}

  execute({ data: { projection, verification } }: CancelVerification): Promise<VerificationStatus> {
    return this.readModels.verifications.cancel(projection, verification);
  }
}

@QueryHandler(GetVerification)
export class GetVerificationHandler implements IQueryHandler<GetVerification> {
  constructor(@Inject(READ_MODELS) private readonly readModels: StandaloneReadModels) {}

  async execute({ projection, id }: GetVerification): Promise<VerificationStatus> {
    return this.readModels.verifications.status(projection, id);
  }
}

/** One process reads its own log: no message comes from anywhere else. */
@QueryHandler(ListSetAside)
export class NothingSetAsideHandler implements IQueryHandler<ListSetAside> {
  async execute(): Promise<SetAsideMessage[]> {
    return [];
  }
}

/** Handlers of what operators ask of the read models of one process. */
export const operatorsHandlers = [
  ListProjectionsHandler,
  StartRebuildHandler,
  GetRebuildHandler,
  StartVerificationHandler,
  CancelVerificationHandler,
  GetVerificationHandler,
  NothingSetAsideHandler,
];
