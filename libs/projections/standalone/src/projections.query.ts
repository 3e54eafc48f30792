import { Inject } from '@nestjs/common';
import { CommandHandler, QueryHandler, type ICommandHandler, type IQueryHandler } from '@nestjs/cqrs';
import {
  GetRebuild,
  ListProjections,
  ListSetAside,
  StartRebuild,
  type ProjectionStatus,
  type RebuildStatus,
  type SetAsideMessage,
  type StartedRebuild,
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

/** One process reads its own log: no message comes from anywhere else. */
@QueryHandler(ListSetAside)
export class NothingSetAsideHandler implements IQueryHandler<ListSetAside> {
  async execute(): Promise<SetAsideMessage[]> {
    return [];
  }
}
