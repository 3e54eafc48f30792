import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { owned } from '@stoa/contracts';
import { AnswersModule } from '@stoa/answers';
import { ServiceEndpoints } from '@stoa/service';

/** The answers context as its own process. */
@Module({ imports: [CqrsModule.forRoot(), AnswersModule, ServiceEndpoints.of(owned.answers)] })
export class AnswersAppModule {}
