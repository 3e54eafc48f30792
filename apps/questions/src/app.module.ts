import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { owned } from '@stoa/contracts';
import { QuestionsModule } from '@stoa/questions';
import { ServiceEndpoints } from '@stoa/service';

/** The questions context in a process of its own. */
@Module({ imports: [CqrsModule.forRoot(), QuestionsModule, ServiceEndpoints.of(owned.questions)] })
export class QuestionsAppModule {}
