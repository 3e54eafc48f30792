import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { owned } from '@stoa/contracts';
import { ServiceEndpoints } from '@stoa/service';
import { ViewAnalyticsModule } from '@stoa/view-analytics';

/** What is counted of views, in a process of its own. */
@Module({ imports: [CqrsModule.forRoot(), ViewAnalyticsModule, ServiceEndpoints.of(owned['view-analytics'])] })
export class ViewAnalyticsAppModule {}
