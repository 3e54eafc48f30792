import { PageCache } from './page-cache.ts';
import { splice } from './splice.ts';

describe('the page cache', () => {
  const page = (size: number) => Buffer.alloc(size);
  it('gives a page only for the tag that it was put under', () => {
    const cache = new PageCache(1000);
    cache.put('a', '1', page(10));
    expect(cache.get('a', '1')).toHaveLength(10);
    expect(cache.get('a', '2')).toBeUndefined();
  });
  it('stays within its bytes and lets go of what was used longest ago', () => {
    const cache = new PageCache(100);
    for (const id of ['a', 'b', 'c', 'd']) cache.put(id, '1', page(25));
    cache.get('a', '1');
    cache.put('e', '1', page(25));
    expect(cache.get('b', '1')).toBeUndefined();
    expect(cache.get('a', '1')).toBeDefined();
  });
  it('keeps nothing with no bytes', () => {
    const cache = new PageCache(0);
    cache.put('a', '1', page(1));
    expect(cache.get('a', '1')).toBeUndefined();
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
