import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { owned } from '@stoa/contracts';
import { ImportsModule } from '@stoa/imports';
import { QuestionsModule } from '@stoa/questions';
import { ServiceEndpoints } from '@stoa/service';

/** The questions context and the imports, as their own process. */
@Module({ imports: [CqrsModule.forRoot(), QuestionsModule, ImportsModule, ServiceEndpoints.of(owned.questions)] })
export class QuestionsAppModule {}
