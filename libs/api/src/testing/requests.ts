import { bodyExamples } from '../openapi/examples.ts';
import type { Method, Operation } from '../routes/operation.ts';
import { operations, type OperationName } from '../routes/operations.ts';
import { STYLE } from '@stoa/site';
import { ID } from './fake-contexts.ts';

export interface TestRequest {
  method: Method;
  url: string;
  headers: Record<string, string>;
  payload?: object;
}

/** A request of this operation with which nothing is wrong but, perhaps, who sends it. */
export function goodRequest(name: OperationName, headers: Record<string, string> = {}): TestRequest {
  const { method, path, ifMatch }: Operation = operations[name];
  const payload = bodyExamples[name];
  return {
    method,
    url: path
      .replace('{file}', STYLE.file)
      .replace('{slug}', 'what-is-it')
      .replace('{topic}', 'product-management')
      .replace('{projection}', 'question-page')
      .replace('{rebuild}', 'rebuild-1')
      .replace(/\{\w+\}/g, ID),
    headers: {
      ...(method === 'POST' ? { 'idempotency-key': 'a-fresh-key' } : {}),
      ...(ifMatch ? { 'if-match': '"r3"' } : {}),
      ...headers,
    },
    ...(payload ? { payload } : {}),
  };
}

export const operationNames = Object.keys(operations) as OperationName[];
