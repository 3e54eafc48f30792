import { ProjectionBehind, Refusal, RevisionConflict } from '@stoa/kernel';
import { problemOf, refusalOf } from './problem.ts';
import { ERRORS } from './statuses.ts';

const codeOf = (error: unknown) => refusalOf(error).code;

describe('a problem', () => {
  it('carries the message of a refusal, and its instance in our logs', () => {
    const errors = [{ pointer: '/title', code: 'custom', expected: 'a title' }];
    expect(problemOf(new Refusal('validation-failed', 'No.', errors), 'the-id')).toEqual({
      type: '/problems/validation-failed',
      title: ERRORS['validation-failed'].title,
      status: 422,
      detail: 'No.',
      instance: 'urn:uuid:the-id',
      code: 'validation-failed',
      errors,
    });
  });

  it('carries the position of a read model', () => {
    expect(problemOf(new ProjectionBehind('page', '07'), 'x')).toMatchObject({ status: 503, position: '07' });
  });

  it('recognises refusals by their shape', () => {
    expect(codeOf(Object.assign(new Error('x'), { code: 'gone', errors: [] }))).toBe('gone');
    expect(codeOf(new RevisionConflict('s', 1, 2))).toBe('revision-conflict');
  });

  it.each([
    [{ code: 'FST_ERR_CTP_BODY_TOO_LARGE', statusCode: 413 }, 'payload-too-large'],
    [{ code: 'FST_ERR_CTP_INVALID_MEDIA_TYPE', statusCode: 415 }, 'unsupported-media-type'],
    [{ code: 'FST_ERR_BAD_URL', statusCode: 400 }, 'malformed-request'],
    [{ status: 404 }, 'not-found'],
    [{ code: 'SQLITE_FULL' }, 'storage-unavailable'],
    [{ code: 'SQLITE_IOERR_FSYNC' }, 'storage-unavailable'],
  ])('knows %j', (error, code) => expect(codeOf(Object.assign(new Error('secret'), error))).toBe(code));

  it.each([
    new Error('secret'),
    'secret',
    undefined,
    null,
    { code: 'not-a-code', errors: [] },
    Object.assign(new Error('secret'), { code: 'toString', errors: [] }),
  ])('discloses nothing of %s', (error) => {
    const refusal = refusalOf(error);
    expect(refusal.code).toBe('internal');
    expect(JSON.stringify(problemOf(refusal, 'x'))).not.toContain('secret');
  });
});
