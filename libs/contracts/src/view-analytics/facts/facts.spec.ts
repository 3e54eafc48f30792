import { deflateRawSync } from 'node:zlib';
import { decodeCounts, decodeFacts } from './decode-facts.ts';
import { encodeFacts } from './encode-facts.ts';
import { aFact, randomFacts } from './testing/random-facts.ts';
import { encodeFormer, signedFacts } from './signed-facts.ts';
import { ViewsRecorded, ViewsRestated } from '../events.ts';

const decodable = (text: string) => () => decodeFacts(text);

describe('a batch of facts', () => {
  it.each([0, 1, 2, 100, 1000])('of %d is read as it was written', (length) => {
    const facts = randomFacts(length, length);
    expect(decodeFacts(encodeFacts(facts))).toStrictEqual(facts);
  });

  it('keeps times that run backwards and texts of every script', () => {
    const facts = [
      aFact({ at: 2_000_000_000_000, utmSource: 'çay ☕ 茶', referrer: 'xn--e1afmkfd.example' }),
      aFact({ at: 1_999_999_990_000, sinceRender: 86_400_000 }),
      aFact({ target: null, verdict: 'missing', sinceRender: null, class: 'invalid' }),
    ];
    expect(decodeFacts(encodeFacts(facts))).toStrictEqual(facts);
  });

  it('holds what each target was counted', () => {
    const facts = randomFacts(500, 7);
    const expected = new Map<string, number>();
    for (const { kind, class: of, target } of facts)
      if (kind !== 'time' && of === 'human' && target) {
        const key = JSON.stringify(target);
        expected.set(key, (expected.get(key) ?? 0) + 1);
      }
    const counts = new Map(decodeCounts(encodeFacts(facts)).map(({ target, views }) => [JSON.stringify(target), views]));
    expect(counts).toEqual(expected);
  });

  it('is refused where it is damaged, at every byte where it is cut', () => {
    const whole = Buffer.from(encodeFacts(randomFacts(20, 3)), 'base64');
    for (let length = 0; length < whole.length; length++)
      expect(decodable(whole.subarray(0, length).toString('base64'))).toThrow();
  });

  it('is refused in another layout, with bytes after its end, or with numbers that it does not hold', () => {
    expect(decodable(Buffer.of(9, 0).toString('base64'))).toThrow('layout');
    const empty = Buffer.of(0, 0, 0, 0, 0, 0);
    const packed = (bytes: Buffer) => Buffer.concat([Buffer.of(1), deflateRawSync(bytes)]).toString('base64');
    expect(decodeFacts(packed(empty))).toEqual([]);
    expect(decodable(packed(Buffer.concat([empty, Buffer.of(1)])))).toThrow('after its end');
    expect(decodable(packed(Buffer.of(0, 0, 0, 0, 0, 1, 0, 0, 5, 0, 0, 0, 0, 0, 0)))).toThrow('does not hold');
  });
});

describe('what an event adds and takes back', () => {
  const facts = randomFacts(3, 1);

  it('a sealed batch adds its facts', () => {
    const data = { facts: encodeFacts(facts) };
    expect(signedFacts({ type: ViewsRecorded.type, data })).toEqual(facts.map((fact) => ({ fact, sign: 1 })));
  });

  it('a restatement takes back what its facts were', () => {
    const now = facts.map((fact) => ({ ...fact, class: 'automated' as const, first: 0, readMs: 0 }));
    const data = { facts: encodeFacts(now), former: encodeFormer(facts) };
    const expected = facts.flatMap((fact, index) => [
      { fact, sign: -1 },
      { fact: now[index], sign: 1 },
    ]);
    expect(signedFacts({ type: ViewsRestated.type, data })).toEqual(expected);
  });

  it('other events have none', () => expect(() => signedFacts({ type: 'ViewsImported.v2', data: {} })).toThrow('no facts'));
});

it('takes at most 40 bytes of the log a view, in a full batch of pages with four answers', () => {
  const facts = randomFacts(1000, 11, { answersPerRender: 4, answers: 400 });
  expect(encodeFacts(facts).length / facts.length).toBeLessThanOrEqual(40);
});
