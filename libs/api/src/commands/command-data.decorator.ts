import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { ApiRequest } from '../api-request.ts';

/** Marks a parameter that the request's pipe makes from body, path and route. */
export const COMMAND_DATA = Symbol('CommandData') as unknown as string;

const ofRequest = createParamDecorator((_: string, context: ExecutionContext) => context.switchToHttp().getRequest<ApiRequest>());

/** The data of the operation's command, checked: the body, and what the path and the route itself say. */
export const CommandData = (): ParameterDecorator => ofRequest(COMMAND_DATA);
