import { Delete, Get, HttpCode, Patch, Post, Put, SetMetadata, applyDecorators } from '@nestjs/common';
import { routePath, statusOf, type Method } from './operation.ts';
import { operationOf, type OperationName } from './operations.ts';

export const OPERATION = 'stoa:operation';
export const PUBLIC = 'stoa:public';

const METHODS: Record<Method, (path: string) => MethodDecorator> = {
  GET: Get,
  POST: Post,
  PUT: Put,
  PATCH: Patch,
  DELETE: Delete,
};

/** Routes a handler as the table of operations says. */
export function Handles(name: OperationName): MethodDecorator {
  const operation = operationOf(name);
  return applyDecorators(
    SetMetadata(OPERATION, name),
    METHODS[operation.method](routePath(operation)),
    HttpCode(statusOf(operation)),
  );
}

/** Open to everybody. Said at the handler and in the policy file both, so that neither opens a route by accident. */
export const Public = (): MethodDecorator => SetMetadata(PUBLIC, true);
