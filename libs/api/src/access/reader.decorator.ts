import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ApiRequest } from '../api-request.ts';

/** Who reads a page: `SignedIn`, or undefined for somebody who is not. */
export const Reader = createParamDecorator(
  (_: unknown, context: ExecutionContext) => context.switchToHttp().getRequest<ApiRequest>().reader,
);
