import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { CommandContext } from '@stoa/kernel';
import type { ApiRequest } from '../api-request.ts';

/** What goes with the operation's command: who sends it, its id, what it expects. CommandInterceptor makes it. */
export const RequestContext = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<ApiRequest>().commandContext as CommandContext,
);
