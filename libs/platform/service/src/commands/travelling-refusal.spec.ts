import { ERRORS, problemOf } from '@stoa/http';
import {
  IdempotencyKeyReused,
  NoSuchPosition,
  PreconditionFailed,
  ProjectionBehind,
  Refusal,
  RevisionConflict,
  gone,
  notFound,
  type ErrorCode,
} from '@stoa/kernel';
import { arrived, toTravel } from './travelling-refusal.ts';

const ID = '11111111-1111-5111-8111-111111111111';
const onTheWay = (refusal: Refusal) => arrived(JSON.parse(JSON.stringify(toTravel(refusal, ID))));

it.each([
  new RevisionConflict('question-1', 'no-stream', 3),
  new PreconditionFailed(2, 5),
  new ProjectionBehind('question-page', '0000000000000042'),
  new IdempotencyKeyReused(),
  new NoSuchPosition(),
  gone('question'),
  notFound('answer'),
  new Refusal('validation-failed', 'The body is too complex.', [{ pointer: '/body', code: 'deep', expected: 'less' }]),
])('$name ends as the same problem as where it was thrown', (refusal) => {
  const there = onTheWay(refusal)!;
  expect(JSON.stringify(problemOf(there, ID))).toBe(JSON.stringify(problemOf(refusal, ID)));
  expect(there).toMatchObject(Object.fromEntries(Object.entries(refusal).filter(([name]) => name !== 'name')));
});

it.each(Object.keys(ERRORS) as ErrorCode[])('%s travels', (code) =>
  expect(onTheWay(new Refusal(code, 'A sentence.'))).toMatchObject({ code, message: 'A sentence.', errors: [] }),
);

it.each([
  [undefined],
  [null],
  ['text'],
  [{}],
  [{ code: 'gone', detail: 'a problem that no handler said', errors: [] }],
  [{ code: 'teapot', refused: {} }],
  [{ code: 'toString', refused: {} }],
])('%j is no refusal', (body) => expect(arrived(body)).toBeUndefined());
