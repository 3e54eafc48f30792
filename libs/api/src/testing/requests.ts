import { bodyExamples } from '../openapi/examples.ts';
import { takesForm, type Method, type Operation } from '../routes/operation.ts';
import { operations, type OperationName } from '../routes/operations.ts';
import { STYLE } from '@stoa/site';
import { ID, bearer, type Holder } from './fake-contexts.ts';
import { sessionOf } from './sessions.ts';

export interface TestRequest {
  method: Method;
  url: string;
  headers: Record<string, string>;
  payload?: object | string;
}

/** A request of this operation with which nothing is wrong but, perhaps, who sends it. */
export function goodRequest(name: OperationName, headers: Record<string, string> = {}): TestRequest {
  const operation: Operation = operations[name];
  const { method, path, ifMatch } = operation;
  const payload = bodyExamples[name];
  const request = {
    method,
    url: path
      .replace('{file}', STYLE.file)
      .replace('{slug}', 'what-is-it')
      .replace('{topic}', 'product-management')
      .replace('{projection}', 'question-page')
      .replace('{rebuild}', 'rebuild-1')
      .replace('{log}', 'ab'.repeat(32))
      .replace(/\{\w+\}/g, ID),
    headers: {
      ...(method === 'POST' ? { 'idempotency-key': 'a-fresh-key' } : {}),
      ...(ifMatch ? { 'if-match': '"r3"' } : {}),
      ...headers,
    },
  };
  if (takesForm(operation))
    return { ...request, ...formOf(name === 'signIn' ? { token: bearer('member').slice(7) } : {}, headers) };
  return payload ? { ...request, payload } : request;
}

/** The same, sent by this holder in the way that the route knows its users. */
export function requestBy(who: Holder | 'nobody', name: OperationName): TestRequest {
  const operation: Operation = operations[name];
  if (who === 'nobody') return goodRequest(name);
  if (operation.form !== 'html') return goodRequest(name, { authorization: bearer(who) });
  const { cookie, formToken } = sessionOf(who);
  return { ...goodRequest(name, { cookie }), ...(name === 'signOut' ? formOf({ formToken }, { cookie }) : {}) };
}

/** Headers and payload of a form that a page of the site sends. */
export const formOf = (fields: Record<string, string>, headers: Record<string, string> = {}) => ({
  headers: {
    host: 'localhost:3000',
    origin: 'http://localhost:3000',
    'content-type': 'application/x-www-form-urlencoded',
    ...headers,
  },
  payload: new URLSearchParams(fields).toString(),
});

export const operationNames = Object.keys(operations) as OperationName[];
