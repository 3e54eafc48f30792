import {
  Delete,
  Get,
  HttpCode,
  Patch,
  Post,
  Put,
  SetMetadata,
  UseGuards,
  UseInterceptors,
  UsePipes,
  applyDecorators,
} from '@nestjs/common';
import { RouteConfig as ConfigOfRoute } from '@nestjs/platform-fastify';
import type { BodyConfig } from '@stoa/http';
import { CommandInterceptor } from '../commands/command.interceptor.ts';
import { RevisionTagInterceptor } from './revision-tag.interceptor.ts';
import { NoQueryGuard } from './no-query.guard.ts';
import { routePath, statusOf, takesForm, type Method, type Operation } from './operation.ts';
import { OPERATION, PUBLIC } from './operation.metadata.ts';
import { operationOf, type OperationName } from './operations.ts';
import { RequestPipe } from './request.pipe.ts';

const METHODS: Record<Method, (path: string) => MethodDecorator> = {
  GET: Get,
  POST: Post,
  PUT: Put,
  PATCH: Patch,
  DELETE: Delete,
};

/** What Fastify knows of a route of ours. */
export interface RouteConfig extends BodyConfig {
  readonly operation?: OperationName;
}

/**
 * Makes a controller's method the handler of an operation: its path, method and status, the pipe that validates what `@Param()`,
 * `@Query()`, `@Body()` and `@CommandData()` give it, and the guards and interceptors that the table calls for. A page is served without any.
 */
export function Handles(name: OperationName): MethodDecorator {
  const operation = operationOf(name);
  const { method, query, command, etag } = operation;
  const interceptors = [...(command ? [CommandInterceptor] : []), ...(etag === 'revision' ? [RevisionTagInterceptor] : [])];
  return applyDecorators(
    SetMetadata(OPERATION, name),
    METHODS[method](routePath(operation)),
    HttpCode(statusOf(operation)),
    ConfigOfRoute({ ...bodyOf(operation), operation: name } satisfies RouteConfig),
    UsePipes(new RequestPipe(operation)),
    ...(query ? [] : [UseGuards(NoQueryGuard)]),
    ...(interceptors.length > 0 ? [UseInterceptors(...interceptors)] : []),
  );
}

const bodyOf = (operation: Operation): BodyConfig => ({
  ...(takesForm(operation) ? { form: true } : {}),
  ...(operation.plainText ? { plainText: true } : {}),
  ...(operation.bodyLimit === undefined ? {} : { limit: operation.bodyLimit }),
});

/** Public. Declared both at the handler and in the policy file, so that neither opens a route by accident. */
export const Public = (): MethodDecorator => SetMetadata(PUBLIC, true);
