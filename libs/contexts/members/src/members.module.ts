import { Module } from '@nestjs/common';
import * as commands from './member-commands.handler.ts';
import { GetMemberHandler } from './member.query.ts';

/** Members and their access; EVENT_STORE comes from the process that it runs in. */
@Module({ providers: [...Object.values(commands), GetMemberHandler] })
export class MembersModule {}
