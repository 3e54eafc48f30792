import { Delete, Get, HttpCode, Patch, Post, Put, SetMetadata, applyDecorators } from '@nestjs/common';
import { routePath, type Method } from './operation.ts';
import { operationOf, type OperationName } from './operations.ts';

export const OPERATION = 'stoa:operation';

const METHODS: Record<Method, (path: string) => MethodDecorator> = { GET: Get, POST: Post, PUT: Put, PATCH: Patch, DELETE: Delete };

/** Routes a handler as the policy says. */
export function Handles(name: OperationName): MethodDecorator {
  const operation = operationOf(name);
  const status = operation.status ?? (operation.location ? 201 : 200);
  return applyDecorators(SetMetadata(OPERATION, name), METHODS[operation.method](routePath(operation)), HttpCode(status));
}
