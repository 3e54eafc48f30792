import { assertConforms } from './conformance.ts';
import { pageFixture } from './fixtures.ts';
import { rebuildFixture } from './job-fixtures.ts';

const ok = (url: string, body: unknown, headers: Record<string, string> = {}, status = 200, method = 'GET') => ({
  method,
  url,
  status,
  header: (name: string) => ({ 'content-type': 'application/json; charset=utf-8', etag: '"r1"', ...headers })[name],
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const page = '/v1/questions/what-is-it/page?after=07';
const result = { id: '11111111-1111-5111-8111-111111111111', revision: 0, position: '07' };
const problem = { type: '/problems/gone', title: 'Withdrawn', status: 410, detail: 'd', instance: 'i', code: 'gone', errors: [] };
const asProblem = { 'content-type': 'application/problem+json' };

it.each([
  ['a page', ok(page, pageFixture())],
  ['304', ok(page, '', {}, 304)],
  ['a problem', ok(page, problem, asProblem, 410)],
  ['a command', ok('/v1/questions', result, { location: '/v1/questions/x', 'stoa-position': '07' }, 201, 'POST')],
  ['a repeat', ok('/v1/questions', result, { location: '/v1/questions/x', 'stoa-position': '07' }, 200, 'POST')],
  ['what is not ready', ok('/health/ready', { status: 'waiting', checks: [] }, {}, 503)],
])('accepts %s', (_what, exchange) => expect(() => assertConforms(exchange)).not.toThrow());

it.each([
  ['a page without its answers', ok(page, { ...pageFixture(), answers: undefined }), 'no QuestionPage'],
  ['a field of another type', ok(page, { ...pageFixture(), formula: 1 }), 'no QuestionPage'],
  ['a field that is not described', ok(page, { ...pageFixture(), secret: 1 }), 'more than QuestionPage'],
  [
    'such a field deep within',
    ok(page, pageFixture({ asker: { ...pageFixture().question.asker, email: 'a' } as never })),
    'more than',
  ],
  ['another status', ok(page, pageFixture(), {}, 201), 'its status is 200'],
  ['a page without a tag', ok(page, pageFixture(), { etag: '' }), 'no ETag'],
  ['another media type', ok(page, pageFixture(), { 'content-type': 'text/plain' }), 'no JSON'],
  ['304 with a body', ok(page, pageFixture(), {}, 304), 'no 304'],
  ['304 where there is no tag', ok('/v1/questions', '', {}, 304), 'no 304'],
  ['a problem of another status', ok(page, problem, asProblem, 404), 'no code of this status'],
  ['a problem as JSON', ok(page, problem, {}, 410), 'no problem+json'],
  ['a code of no problem', ok(page, { ...problem, code: 'teapot' }, asProblem, 410), 'no code'],
  ['a command without a position', ok('/v1/questions/x/closing', result, {}, 200, 'PUT'), 'no Stoa-Position'],
  ['a creation without a location', ok('/v1/questions', result, { 'stoa-position': '07' }, 201, 'POST'), 'no Location'],
  ['an address that nothing has', ok('/v1/secrets', {}), 'no operation has'],
  ['half a rebuild', ok('/v1/projections/a/rebuilds/b', { ...rebuildFixture('a'), state: 'lost' }), 'no Rebuild'],
])('notices %s', (_what, exchange, says) => expect(() => assertConforms(exchange)).toThrow(says));
