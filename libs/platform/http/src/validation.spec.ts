import { z } from 'zod';
import { parsed } from './validation.ts';

const schema = z.strictObject({ title: z.string().min(1), links: z.array(z.strictObject({ url: z.url() })).default([]) });
const failure = (value: unknown, prefix: '/' | '?' = '/') => {
  try {
    parsed(schema, value, prefix);
  } catch (error) {
    return error;
  }
  throw new Error('parsed');
};

describe('parsed', () => {
  it('gives what the schema makes of a value', () =>
    expect(parsed(schema, { title: 'a' }, '/')).toEqual({ title: 'a', links: [] }));

  it('points at each field', () => {
    expect(failure({ title: '', links: [{ url: 'no' }] })).toMatchObject({
      code: 'validation-failed',
      errors: [{ pointer: '/title' }, { pointer: '/links/0/url' }],
    });
  });

  it('tells unknown fields first, wherever they are', () => {
    expect(failure({ title: 'a', links: [{ url: 'https://a.example', 'x/y': 1 }] })).toMatchObject({
      code: 'unknown-field',
      errors: [{ pointer: '/links/0/x~1y', code: 'unknown' }],
    });
  });

  it('names every alternative of a field that fits none of them', () => {
    const either = z.object({
      range: z.union([z.enum(['day']), z.tuple([z.iso.date(), z.union([z.iso.date(), z.iso.datetime()])])]),
    });
    const errorsOf = (range: unknown) => {
      try {
        return parsed(either, { range }, '/');
      } catch (error) {
        return (error as { errors: unknown }).errors;
      }
    };
    expect(errorsOf('7days')).toEqual([
      { pointer: '/range', code: 'invalid_type', expected: expect.stringMatching(/"day".*; or .*tuple/) },
    ]);
    expect(errorsOf(['2026-11-01', 'x'])).toMatchObject([
      { pointer: '/range/1', expected: expect.stringMatching(/ISO date.*; or .*ISO datetime/) },
    ]);
  });

  it('marks a query parameter', () => expect(failure({ title: 1 }, '?')).toMatchObject({ errors: [{ pointer: '?title' }] }));
  it('points at the whole for what is no object', () => expect(failure([])).toMatchObject({ errors: [{ pointer: '/' }] }));
});
