import type { ExecutionContext } from '@nestjs/common';
import type { Operation } from './operation.ts';
import { operationOf, type OperationName } from './operations.ts';

export const OPERATION = 'stoa:operation';
export const PUBLIC = 'stoa:public';

/** The operation that a request is for. */
export const operationIn = (context: ExecutionContext): Operation =>
  operationOf(Reflect.getMetadata(OPERATION, context.getHandler()) as OperationName);
