import { Module } from '@nestjs/common';
import * as commands from './mentor-commands.handler.ts';
import { GetMentorHandler } from './mentor.query.ts';

/** The mentors context; EVENT_STORE comes from the process that it runs in. */
@Module({ providers: [...Object.values(commands), GetMentorHandler] })
export class MentorsModule {}
