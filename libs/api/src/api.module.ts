import { Module, type DynamicModule } from '@nestjs/common';
import { APP_GUARD } from '@nestjs/core';
import { AccessController } from './routes/access.controller.ts';
import { Credentials } from './access/credentials.ts';
import { Admission } from './admission/admission.ts';
import { AccessGuard } from './access/access.guard.ts';
import { AnalyticsController } from './analytics/analytics.controller.ts';
import { DashboardsController } from './analytics/dashboards.controller.ts';
import { AnswersController } from './routes/answers.controller.ts';
import { commandControllers } from './commands/command.controllers.ts';
import { API_OPTIONS, type ApiOptions } from './api.options.ts';
import { MentorsController } from './routes/mentors.controller.ts';
import { OperationsController } from './routes/operations.controller.ts';
import { OwnDashboards } from './access/own-dashboards.ts';
import { PagesController } from './routes/pages.controller.ts';
import { QuestionsController } from './routes/questions.controller.ts';
import { Sessions } from './access/sessions.ts';
import { SignInController } from './routes/sign-in.controller.ts';
import { Tokens } from './access/tokens.ts';
import { TopicsController } from './routes/topics.controller.ts';
import { RenderTickets } from './views/render-tickets.ts';
import { ViewsController } from './views/views.controller.ts';

/** All routes. The command and query buses come from the process that it runs in. */
@Module({})
export class ApiModule {
  static forRoot(options: ApiOptions): DynamicModule {
    return {
      module: ApiModule,
      controllers: [
        ...commandControllers,
        QuestionsController,
        AnswersController,
        MentorsController,
        TopicsController,
        AccessController,
        OperationsController,
        PagesController,
        SignInController,
        ViewsController,
        AnalyticsController,
        DashboardsController,
      ],
      providers: [
        { provide: API_OPTIONS, useValue: options },
        Tokens,
        Credentials,
        Admission,
        Sessions,
        OwnDashboards,
        RenderTickets,
        { provide: APP_GUARD, useClass: AccessGuard },
      ],
    };
  }
}
