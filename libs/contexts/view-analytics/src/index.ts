import { Module } from '@nestjs/common';
import { ImportViewsHandler } from './import-views.handler.ts';

/** View analytics takes totals of other systems; readers' own views come over a stream of their own. */
@Module({ providers: [ImportViewsHandler] })
export class ViewAnalyticsModule {}
