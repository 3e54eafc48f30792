import { Module } from '@nestjs/common';
import { ImportViewsHandler } from './import-views.handler.ts';
import { GetViewLogHandler } from './log-import/get-view-log.query.ts';
import { ImportViewLogHandler } from './log-import/import-view-log.handler.ts';
import { RestateViewsHandler } from './restating/restate-views.handler.ts';

/** What is counted of views; EVENT_STORE comes from the process that it runs in. */
@Module({ providers: [ImportViewsHandler, ImportViewLogHandler, GetViewLogHandler, RestateViewsHandler] })
export class ViewAnalyticsModule {}
