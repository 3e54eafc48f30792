import { Module } from '@nestjs/common';
import * as commands from './mentor-commands.handler.ts';
import { GetMentorHandler } from './mentor.query.ts';
import { RegisterMentorHandler } from './register-mentor.handler.ts';

/** The mentors context; EVENT_STORE comes from the process that it runs in. */
@Module({ providers: [RegisterMentorHandler, ...Object.values(commands), GetMentorHandler] })
export class MentorsModule {}
