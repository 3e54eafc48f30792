import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { owned } from '@stoa/contracts';
import { ServiceEndpoints } from '@stoa/service';
import { ViewAnalyticsModule } from '@stoa/view-analytics';

/** The view-analytics context as its own process. */
@Module({ imports: [CqrsModule.forRoot(), ViewAnalyticsModule, ServiceEndpoints.of(owned['view-analytics'])] })
export class ViewAnalyticsAppModule {}
