import { PageCache } from './page-cache.ts';
import { splice } from './splice.ts';

describe('the page cache', () => {
  const page = (size: number, etag = '1') => ({ questionId: 'q', etag, body: Buffer.alloc(size), bytes: size });

  it('gives a page while no read model has changed', () => {
    const cache = new PageCache(1000);
    cache.put('a', page(10), '1.1/1.1');
    expect(cache.fresh('a', '1.1/1.1')?.body).toHaveLength(10);
    expect(cache.fresh('a', '1.2/1.1')).toBeUndefined();
  });

  it('gives a page of the tag that it was put under, and from then on for the version that it was confirmed for', () => {
    const cache = new PageCache(1000);
    cache.put('a', page(10), '1.1/1.1');
    expect(cache.confirmed('a', '2', '1.2/1.1')).toBeUndefined();
    expect(cache.fresh('a', '1.2/1.1')).toBeUndefined();
    expect(cache.confirmed('a', '1', '1.2/1.1')?.body).toHaveLength(10);
    expect(cache.fresh('a', '1.2/1.1')?.body).toHaveLength(10);
    expect(cache).toMatchObject({ hits: 2, misses: 1 });
  });

  it('takes no page for fresh where nobody can tell', () => {
    const cache = new PageCache(1000);
    cache.put('a', page(10), undefined);
    expect(cache.fresh('a', undefined)).toBeUndefined();
    expect(cache.confirmed('a', '1', undefined)).toBeDefined();
  });

  it('stays within its bytes and lets go of what was used longest ago', () => {
    const cache = new PageCache(100);
    for (const id of ['a', 'b', 'c', 'd']) cache.put(id, page(25), 'v');
    cache.fresh('a', 'v');
    cache.put('e', page(25), 'v');
    expect(cache.fresh('b', 'v')).toBeUndefined();
    expect(cache.fresh('a', 'v')).toBeDefined();
  });

  it('keeps nothing with no bytes', () => {
    const cache = new PageCache(0);
    cache.put('a', page(1), 'v');
    expect(cache.fresh('a', 'v')).toBeUndefined();
  });
});

describe('splicing', () => {
  const bytes = (json: unknown) => Buffer.from(JSON.stringify(json));
  it('adds a member without parsing', () =>
    expect(JSON.parse(Buffer.from(splice(bytes({ a: '🐚' }), 'b', bytes({ c: [1] }))).toString())).toEqual({
      a: '🐚',
      b: { c: [1] },
    }));
  it('refuses what is no object with members', () => {
    for (const wrong of ['[1]', '{}', '', '"x"']) expect(() => splice(Buffer.from(wrong), 'b', bytes(1))).toThrow();
  });
});
