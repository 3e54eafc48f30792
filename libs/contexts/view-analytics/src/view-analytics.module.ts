import { Module } from '@nestjs/common';
import { ImportViewsHandler } from './import-views.handler.ts';

/** What is counted of views; EVENT_STORE comes from the process that it runs in. */
@Module({ providers: [ImportViewsHandler] })
export class ViewAnalyticsModule {}
