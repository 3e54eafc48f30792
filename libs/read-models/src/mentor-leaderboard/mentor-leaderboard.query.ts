import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetLeaderboard, type Leaderboard } from '@stoa/contracts';
import { READ_MODELS, type ReadModels } from '@stoa/kernel';
import { readBoard } from './read-board.ts';

@QueryHandler(GetLeaderboard)
export class GetLeaderboardHandler implements IQueryHandler<GetLeaderboard> {
  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  execute(request: GetLeaderboard): Promise<Leaderboard> {
    return readBoard(this.readModels, request);
  }
}
