import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { owned } from '@stoa/contracts';
import { ImportsModule } from '@stoa/imports';
import { QuestionsModule } from '@stoa/questions';
import { ServiceEndpoints } from '@stoa/service';

/** The questions context in a process of its own, and what is taken over from elsewhere. */
@Module({ imports: [CqrsModule.forRoot(), QuestionsModule, ImportsModule, ServiceEndpoints.of(owned.questions)] })
export class QuestionsAppModule {}
