import { correlationOf, heldTags, idempotencyKey, ifMatchRevision, revisionTag } from './headers.ts';

describe('If-Match', () => {
  it('names the revision that a tag holds', () => expect(ifMatchRevision(revisionTag(12))).toBe(12));
  it('is required', () =>
    expect(() => ifMatchRevision(undefined)).toThrow(expect.objectContaining({ code: 'precondition-required' })));
  it('that is * names any', () => expect(ifMatchRevision(' * ')).toBeUndefined());
  it.each([
    ['"r1", "r2"', [1, 2]],
    ['"r1",,\t"r7" ,', [1, 7]],
    ['W/"r1"', []],
    ['W/"r1", "r2"', [2]],
    ['"1"', []],
    ['"r-1"', []],
    ['"r1e3"', []],
    ['"r01"', []],
    ['"r9999999999"', []],
    ['"a,b", "r4"', [4]],
    ['""', []],
  ])('that is %s names %j', (header, revisions) => expect(ifMatchRevision(header)).toEqual(revisions));
  it('stays fast on hostile text', () => {
    for (const text of [
      ',\t'.repeat(15_000),
      '"'.repeat(30_000),
      'W/'.repeat(15_000),
      `"${'a'.repeat(30_000)}`,
      `${' '.repeat(30_000)}x`,
    ])
      expect(() => ifMatchRevision(text)).toThrow(expect.objectContaining({ code: 'malformed-request' }));
  });
  const many = Array.from({ length: 33 }, (_, index) => `"r${index}"`).join();
  it.each(['', ' ', ',', 'r1', '"r1', '"r1" "r2"', '*, "r1"', 'w/"r1"', 'W/ "r1"', '"a b"', many])(
    'is malformed as %j',
    (header) => {
      expect(() => ifMatchRevision(header)).toThrow(expect.objectContaining({ code: 'malformed-request' }));
    },
  );
});

describe('If-None-Match', () => {
  it.each([
    [undefined, []],
    ['*', ['*']],
    ['"a"', ['a']],
    ['W/"a" , "b.c"', ['a', 'b.c']],
    ['a', []],
    ['"', []],
  ])('%j holds %j', (header, tags) => expect(heldTags(header)).toEqual(tags));
  it('stays fast on hostile text', () => {
    const start = performance.now();
    for (const text of ['"'.repeat(30_000), 'W/'.repeat(15_000), `"${'a'.repeat(30_000)}`]) heldTags(text);
    expect(performance.now() - start).toBeLessThan(100);
  });
});

describe('Idempotency-Key', () => {
  it.each(['a', 'k'.repeat(255), 'with space', '"quoted"'])('may be %j', (key) => expect(idempotencyKey(key, true)).toBe(key));
  it.each(['', ' ', ' a', 'k'.repeat(256), 'é', 'a\tb'])('may not be %j', (key) => {
    expect(() => idempotencyKey(key, false)).toThrow(expect.objectContaining({ code: 'malformed-request' }));
  });
  it('may be missing where it is optional', () => {
    expect(idempotencyKey(undefined, false)).toBeUndefined();
    expect(() => idempotencyKey(undefined, true)).toThrow(expect.objectContaining({ code: 'malformed-request' }));
  });
});

describe('a correlation id', () => {
  const id = '0b0a3f0e-6f43-4a53-9a6f-2f1b8f1c7d11';
  it('is the caller’s where it is well-formed', () => expect(correlationOf(id, undefined)).toBe(id));
  it('is the trace’s otherwise', () => {
    expect(correlationOf('no\nid', `00-${id.replaceAll('-', '')}-00f067aa0ba902b7-01`)).toBe(id);
  });
  it.each(['', '00-0-0-00', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`])('is undefined for %j', (trace) => {
    expect(correlationOf(undefined, trace)).toBeUndefined();
  });
});
