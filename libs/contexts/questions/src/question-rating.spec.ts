import { fold } from '@stoa/kernel';
import * as t from '@stoa/testing';
import { questionRatingDecider } from './question-rating.ts';
import { questionDecider, type Question } from './question.ts';

const after = (...events: Parameters<typeof questionDecider.evolve>[1][]): Question =>
  fold(
    questionDecider,
    events.map((event) => t.at(t.NOW, event)),
  );
const live = after(t.questionAsked());
const { given } = t.scenario(questionRatingDecider, live);
const earlier = '2026-01-05T08:00:00.000Z';

it('rates', () => given().when(t.rateQuestion()).then(t.questionRated()));
it('changes nothing for the same rating', () => given(t.questionRated()).when(t.rateQuestion()).thenNothing());
it('names the rating that it takes the place of, and its time', () =>
  given(t.at(earlier, t.questionRated()))
    .when(t.rateQuestion({ rating: 'not-helpful' }))
    .then(t.questionRated({ value: 'not-helpful', former: { value: 'helpful', at: earlier } })));
it('clears', () =>
  given(t.at(earlier, t.questionRated()))
    .when(t.rateQuestion({ rating: 'clear' }))
    .then(t.questionRatingCleared({ former: { value: 'helpful', at: earlier } })));
it('has nothing to clear', () => {
  given()
    .when(t.rateQuestion({ rating: 'clear' }))
    .thenNothing();
  given(t.questionRated(), t.questionRatingCleared())
    .when(t.rateQuestion({ rating: 'clear' }))
    .thenNothing();
});
it('rates again after clearing', () =>
  given(t.questionRated(), t.questionRatingCleared()).when(t.rateQuestion()).then(t.questionRated()));
it('refuses the asker', () =>
  given()
    .when(t.rateQuestion({}, { by: t.ada }))
    .thenFails('own-content'));
it('refuses a withdrawn question', () =>
  given().when(t.rateQuestion(), after(t.questionAsked(), t.questionWithdrawn())).thenFails('gone'));
it('knows no question that never was', () => given().when(t.rateQuestion(), { status: 'none' }).thenFails('not-found'));
