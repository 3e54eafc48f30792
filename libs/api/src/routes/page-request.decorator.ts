import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ApiRequest } from '../api-request.ts';

/** Marks a parameter that the request's pipe makes from path, query string and If-None-Match. */
export const PAGE_REQUEST = Symbol('PageRequest') as unknown as string;

const ofRequest = createParamDecorator((_: string, context: ExecutionContext) => context.switchToHttp().getRequest<ApiRequest>());

/** The `PageRequest` of a page by its id or slug. One parameter for all three, since each one costs a page some microseconds. */
export const RequestedPage = (): ParameterDecorator => ofRequest(PAGE_REQUEST);
