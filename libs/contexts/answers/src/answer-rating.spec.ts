import { fold } from '@stoa/kernel';
import * as t from '@stoa/testing';
import { answerRatingDecider } from './answer-rating.ts';
import { answerDecider, type Answer } from './answer.ts';

const after = (...events: Parameters<typeof answerDecider.evolve>[1][]): Answer =>
  fold(
    answerDecider,
    events.map((event) => t.at(t.NOW, event)),
  );
const { given } = t.scenario(answerRatingDecider, { answer: after(t.answerPublished()), question: 'open' });
const earlier = '2026-01-05T08:00:00.000Z';

it('rates under the question of the answer', () => given().when(t.rateAnswer()).then(t.answerRated()));
it('changes nothing for the same rating', () => given(t.answerRated()).when(t.rateAnswer()).thenNothing());
it('names the rating that it takes the place of, and its time', () =>
  given(t.at(earlier, t.answerRated()))
    .when(t.rateAnswer({ rating: 'not-helpful' }))
    .then(t.answerRated({ value: 'not-helpful', former: { value: 'helpful', at: earlier } })));
it('clears', () =>
  given(t.at(earlier, t.answerRated()))
    .when(t.rateAnswer({ rating: 'clear' }))
    .then(t.answerRatingCleared({ former: { value: 'helpful', at: earlier } })));
it('has nothing to clear', () =>
  given()
    .when(t.rateAnswer({ rating: 'clear' }))
    .thenNothing());
it('refuses who wrote it', () =>
  given()
    .when(t.rateAnswer({}, { by: t.ben }))
    .thenFails('own-content'));
it('takes the asker for a reader like any other', () =>
  given()
    .when(t.rateAnswer({}, { by: t.ada }))
    .then(t.answerRated({ memberId: t.ada.memberId })));
it('refuses a withdrawn answer', () =>
  given()
    .when(t.rateAnswer(), { answer: after(t.answerPublished(), t.answerWithdrawn()) })
    .thenFails('gone'));
it('knows no answer that never was', () =>
  given()
    .when(t.rateAnswer(), { answer: { status: 'none' }, question: 'none' })
    .thenFails('not-found'));
it.each(['helpful', 'clear'] as const)('refuses "%s" under a withdrawn question', (rating) =>
  given(t.answerRated({ value: 'not-helpful' }))
    .when(t.rateAnswer({ rating }), { question: 'withdrawn' })
    .thenFails('gone'),
);
it('may be given under a closed question', () => given().when(t.rateAnswer(), { question: 'closed' }).then(t.answerRated()));
