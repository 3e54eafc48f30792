import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessController } from './access.controller.ts';
import { AccessGuard } from './access.guard.ts';
import { AnswersController } from './answers.controller.ts';
import { Dispatcher } from './dispatcher.ts';
import { EDGE_OPTIONS, type EdgeOptions } from './edge.options.ts';
import { MentorsController } from './mentors.controller.ts';
import { OperationsController } from './operations.controller.ts';
import { PagesController } from './pages/pages.controller.ts';
import { QuestionsController } from './questions.controller.ts';

/** All routes. The command and query buses come from the process that it runs in. */
@Module({})
export class EdgeModule {
  static forRoot(options: EdgeOptions): DynamicModule {
    return {
      module: EdgeModule,
      controllers: [
        QuestionsController,
        AnswersController,
        MentorsController,
        AccessController,
        OperationsController,
        PagesController,
      ],
      providers: [Dispatcher, { provide: EDGE_OPTIONS, useValue: options }, { provide: APP_GUARD, useClass: AccessGuard }],
    };
  }
}
