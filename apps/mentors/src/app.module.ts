import { Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { owned } from '@stoa/contracts';
import { MembersModule } from '@stoa/members';
import { MentorsModule } from '@stoa/mentors';
import { ServiceEndpoints } from '@stoa/service';

/** Mentors and members, with their roles and tokens, in one process. */
@Module({ imports: [CqrsModule.forRoot(), MentorsModule, MembersModule, ServiceEndpoints.of(owned.mentors)] })
export class MentorsAppModule {}
