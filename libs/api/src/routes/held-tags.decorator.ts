import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { heldTags } from '@stoa/http';
import type { ApiRequest } from '../api-request.ts';

/** The tags of If-None-Match, unquoted; `*` stands for any. */
export const HeldTags = createParamDecorator((_: unknown, context: ExecutionContext) =>
  heldTags(context.switchToHttp().getRequest<ApiRequest>().headers['if-none-match']),
);
