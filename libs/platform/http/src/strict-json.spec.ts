import fc from 'fast-check';
import { strictJson } from './strict-json.ts';

const read = (text: string) => strictJson(Buffer.from(text));

describe('strictJson', () => {
  it('reads any object that JSON.stringify writes', () => {
    const value = fc.dictionary(
      fc.string().filter((key) => key !== '__proto__'),
      fc.jsonValue({ maxDepth: 5 }),
    );
    fc.assert(
      fc.property(value, (object) => {
        const text = JSON.stringify(object);
        fc.pre(!text.includes('"__proto__":'));
        expect(JSON.stringify(read(text))).toBe(text);
      }),
    );
  });

  it.each(['', '{', '[]', '[{}]', '"a"', '1', 'null', 'true', "{'a':1}", '{"a":1}}', '{"a":NaN}', '\ufeff{'])(
    'refuses %j',
    (text) => {
      expect(() => read(text)).toThrow(expect.objectContaining({ code: 'malformed-json' }));
    },
  );

  it.each(['{"a":1,"a":2}', '{"a":{"b":1,"b":1}}', '{"a":1,"\\u0061":2}', '{"a\\"":1,"b":2,"a\\"":3}'])(
    'refuses a key twice: %s',
    (text) => {
      expect(() => read(text)).toThrow('same key twice');
    },
  );

  it.each(['{"a":{"k":1},"b":{"k":1}}', '{"a":"a:","b":"{\\"a\\":1}"}', '{"a":["a","a"]}', '{"a:":1,"a":2}'])(
    'tells keys of different objects and texts apart: %s',
    (text) => expect(read(text)).toEqual(JSON.parse(text)),
  );

  it('refuses __proto__ at any depth, however it is written', () => {
    expect(() => read('{"a":[{"__proto__":{}}]}')).toThrow('not allowed');
    expect(() => read('{"\\u005f_proto__":1}')).toThrow('not allowed');
  });

  it('bounds the depth', () => {
    const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;
    expect(() => read(nested(32))).not.toThrow();
    expect(() => read(nested(33))).toThrow('nested');
    expect(() => read(nested(60_000))).toThrow('nested');
  });

  it('refuses bytes that are not UTF-8', () => {
    for (const bytes of [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80]])
      expect(() => strictJson(Buffer.from([0x7b, 0x22, ...bytes, 0x22, 0x3a, 0x31, 0x7d]))).toThrow('UTF-8');
  });

  it('stays fast on a text of 128 KiB', () => {
    const texts = [`{"a":"${'\\\\'.repeat(65_000)}"}`, `{"a":[${'"",'.repeat(43_000)}1]}`, `{"a":"${'"'.repeat(130_000)}`];
    const start = performance.now();
    for (const text of texts) {
      try {
        read(text);
      } catch (error) {
        expect(error).toMatchObject({ code: 'malformed-json' });
      }
    }
    expect(performance.now() - start).toBeLessThan(1000);
  });
});
