import { Inject } from '@nestjs/common';
import { QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { GetViewLog, viewsLogStream, type ViewLogState } from '@stoa/contracts';
import { EVENT_STORE, type EventStore } from '@stoa/kernel';
import { lastBatch } from '../sealing/shard-state.ts';

@QueryHandler(GetViewLog)
export class GetViewLogHandler implements IQueryHandler<GetViewLog> {
  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  async execute({ log }: GetViewLog): Promise<ViewLogState> {
    const last = await lastBatch(this.store, viewsLogStream(log));
    return { to: last?.data.to ?? null, content: last?.meta.bodyHash ?? null };
  }
}
