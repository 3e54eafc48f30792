import { createdId } from '@stoa/kernel';
import * as t from '@stoa/testing';
import { answerDecider } from './answer.ts';

const { given } = t.scenario(answerDecider, {
  question: 'open',
  mentor: { mentorId: t.mentorId, handle: 'ben', byline: t.byline },
});
const published = t.answerPublished();
const stranger = { by: t.cleo };

describe('answering', () => {
  // #region slice
  it('publishes with the byline as of now', () => {
    const command = t.answerQuestion();
    given()
      .when(command)
      .then(t.answerPublished({ answerId: createdId(command.context) }));
  });
  it('is for mentors', () => given().when(t.answerQuestion(), { mentor: undefined }).thenFails('forbidden'));
  it('is refused by a closed question', () =>
    given().when(t.answerQuestion(), { question: 'closed' }).thenFails('question-closed'));
  // #endregion
  it('is refused by a withdrawn question', () => given().when(t.answerQuestion(), { question: 'withdrawn' }).thenFails('gone'));
  it('knows no question that never was', () => given().when(t.answerQuestion(), { question: 'none' }).thenFails('not-found'));
  it('takes no body without anything to see', () => expect(() => t.answerQuestion({ body: ' \u200b\n' })).toThrow('visible'));
});

describe('revising', () => {
  it('revises', () => given(published).when(t.reviseAnswer()).then(t.answerRevised()));
  it('names the moderator who revised', () =>
    given(published)
      .when(t.reviseAnswer({}, { by: t.moderator }))
      .then(t.answerRevised({ editorId: t.moderator.memberId })));
  it('changes nothing without a change', () => given(published, t.answerRevised()).when(t.reviseAnswer()).thenNothing());
  it('leaves a withdrawn answer alone', () => given(published, t.answerWithdrawn()).when(t.reviseAnswer()).thenFails('gone'));
});

describe('withdrawing and restoring', () => {
  it('withdraws', () => given(published).when(t.withdrawAnswer()).then(t.answerWithdrawn()));
  it('withdraws once', () => given(published, t.answerWithdrawn()).when(t.withdrawAnswer()).thenNothing());
  it('restores', () => given(published, t.answerWithdrawn()).when(t.restoreAnswer()).then(t.answerRestored()));
  it('restores nothing that is there', () => given(published).when(t.restoreAnswer()).thenNothing());
  it('is for moderators too', () =>
    given(published)
      .when(t.withdrawAnswer({}, { by: t.moderator }))
      .then(t.answerWithdrawn()));
});

const everyCommand = [t.reviseAnswer({}, stranger), t.withdrawAnswer({}, stranger), t.restoreAnswer({}, stranger)];
it.each(everyCommand)('$type refuses a stranger', (command) => given(published).when(command).thenFails('forbidden'));
it.each(everyCommand)('$type knows no answer that never was', (command) => given().when(command).thenFails('not-found'));
