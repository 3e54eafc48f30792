import { rankingFormulas, type RankingFormula } from '@stoa/contracts';
import { rankAnswers } from './rank-answers.ts';
import type { Rankable } from './rankable.ts';
import { wilsonLowerBound } from './wilson-lower-bound.ts';

const answer = (id: string, more: Partial<Rankable> = {}): Rankable => ({
  id,
  accepted: false,
  helpful: 0,
  notHelpful: 0,
  views: 0,
  publishedAt: '2026-01-01',
  ...more,
});
const order = (formula: RankingFormula, answers: readonly Rankable[]) => rankAnswers(formula, answers).map(({ id }) => id);

describe.each(rankingFormulas)('%s', (formula) => {
  const ranked = (...answers: Rankable[]) => order(formula, answers);

  it('puts the accepted answer first, whatever its ratings', () =>
    expect(ranked(answer('a', { helpful: 90 }), answer('b', { accepted: true, notHelpful: 9 }))).toEqual(['b', 'a']));
  it('prefers many ratings to few of the same share', () =>
    expect(ranked(answer('few', { helpful: 2 }), answer('many', { helpful: 40 }))).toEqual(['many', 'few']));
  it('prefers a few good ratings to many mixed ones', () =>
    expect(ranked(answer('mixed', { helpful: 50, notHelpful: 50 }), answer('good', { helpful: 9, notHelpful: 0 }))).toEqual([
      'good',
      'mixed',
    ]));
  it('then looks at views, then who was earlier, then the id', () =>
    expect(ranked(answer('d'), answer('c'), answer('late', { publishedAt: '2026-02-01' }), answer('seen', { views: 5 }))).toEqual(
      ['seen', 'c', 'd', 'late'],
    ));
  it('gives the same order for any order of arrival', () => {
    const answers = ['a', 'b', 'c', 'd', 'e'].map((id, index) => answer(id, { helpful: index % 3, views: index % 2 }));
    expect(ranked(...[...answers].reverse())).toEqual(ranked(...answers));
  });
});

describe('two answers without a helpful rating', () => {
  // #region best.v2
  const rejected = answer('rejected', { notHelpful: 7, views: 900 });
  const unrated = answer('unrated', { views: 3 });

  it('are ordered by views under best.v1', () => expect(order('best.v1', [unrated, rejected])).toEqual(['rejected', 'unrated']));
  it('are ordered by fewer not-helpful ratings under best.v2', () =>
    expect(order('best.v2', [rejected, unrated])).toEqual(['unrated', 'rejected']));
  // #endregion

  it('rank by views where not-helpful ratings are equal', () =>
    expect(order('best.v2', [answer('a', { notHelpful: 1 }), answer('b', { notHelpful: 1, views: 2 })])).toEqual(['b', 'a']));
  it('stand behind one with a helpful rating, whatever its not-helpful ones', () =>
    expect(order('best.v2', [unrated, answer('mixed', { helpful: 1, notHelpful: 8 })])).toEqual(['mixed', 'unrated']));
});

describe("Wilson's lower bound", () => {
  it('is zero without helpful ratings and stays below one', () => {
    expect([wilsonLowerBound(0, 0), wilsonLowerBound(0, 30)]).toEqual([0, 0]);
    expect(wilsonLowerBound(1e9, 1e9)).toBeLessThan(1);
  });
  it('agrees with a value worked out by hand', () => expect(wilsonLowerBound(1, 1, 1)).toBeCloseTo(0.5, 12));
});
