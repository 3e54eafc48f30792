import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CommandBus, CqrsModule, QueryBus } from '@nestjs/cqrs';
import { AnswersModule } from '@stoa/answers';
import { ImportsModule } from '@stoa/imports';
import { EVENT_STORE, type CommandMessage, type EventStore, type Outcome, type QueryMessage, type ResultOf } from '@stoa/kernel';
import { MembersModule } from '@stoa/members';
import { MentorsModule } from '@stoa/mentors';
import { QuestionsModule } from '@stoa/questions';
import { ViewAnalyticsModule } from '@stoa/view-analytics';

/** The write side of the whole site over one store, without an edge: commands in, outcomes out. */
export interface Contexts {
  execute(command: CommandMessage): Promise<Outcome & { id: string }>;
  ask<Q extends QueryMessage<unknown>>(query: Q): Promise<ResultOf<Q>>;
  close(): Promise<void>;
}

@Module({})
class StorePort {}
@Module({})
class WriteSide {}

/** Starts every context as a process would, on this store. */
export async function startContexts(store: EventStore): Promise<Contexts> {
  const ports = [{ provide: EVENT_STORE, useValue: store }];
  const app = await NestFactory.createApplicationContext(
    {
      module: WriteSide,
      imports: [
        { module: StorePort, global: true, providers: ports, exports: ports },
        CqrsModule.forRoot(),
        QuestionsModule,
        AnswersModule,
        MentorsModule,
        MembersModule,
        ViewAnalyticsModule,
        ImportsModule,
      ],
    },
    { logger: false },
  );
  await app.init();
  const commands = app.get(CommandBus);
  const queries = app.get(QueryBus);
  return {
    execute: (command) => commands.execute(command),
    ask: (query) => queries.execute(query),
    close: () => app.close(),
  };
}
