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
  it('is for the author as the source tells it last', () => {
    given(published, t.answerReattributed()).when(t.reviseAnswer()).thenFails('forbidden');
    given(published, t.answerReattributed())
      .when(t.reviseAnswer({}, { by: t.cleo }))
      .then(t.answerRevised({ editorId: t.cleo.memberId, memberId: t.cleo.memberId }));
  });
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
      .then(t.answerWithdrawn({ by: 'moderator' })));
});

describe('who withdrew decides who restores', () => {
  const byModerator = { by: t.moderator };
  const withdrawn = t.answerWithdrawn({ by: 'moderator' });
  const upheld = [published, t.answerWithdrawn(), t.answerWithdrawalUpheld()];

  it('what its author withdrew, a moderator restores too', () =>
    given(published, t.answerWithdrawn()).when(t.restoreAnswer({}, byModerator)).then(t.answerRestored()));
  it('what a moderator withdrew, its author does not restore', () =>
    given(published, withdrawn).when(t.restoreAnswer()).thenFails('forbidden'));
  it('what a moderator withdrew, a moderator restores, and then it is as before', () => {
    given(published, withdrawn).when(t.restoreAnswer({}, byModerator)).then(t.answerRestored());
    given(published, withdrawn, t.answerRestored()).when(t.withdrawAnswer()).then(t.answerWithdrawn());
  });
  it('withdrawing it again, its author takes nothing from the moderator', () =>
    given(published, withdrawn).when(t.withdrawAnswer()).thenNothing());
  it('what its author withdrew, a moderator can uphold', () => {
    given(published, t.answerWithdrawn()).when(t.withdrawAnswer({}, byModerator)).then(t.answerWithdrawalUpheld());
    given(...upheld)
      .when(t.restoreAnswer())
      .thenFails('forbidden');
    given(...upheld)
      .when(t.restoreAnswer({}, byModerator))
      .then(t.answerRestored());
    given(...upheld, t.answerRestored(), t.answerWithdrawn())
      .when(t.restoreAnswer())
      .then(t.answerRestored());
  });
  it('of a moderator who is the author it is the author’s', () =>
    given(published)
      .when(t.withdrawAnswer({}, { by: { ...t.moderator, memberId: t.ben.memberId } }))
      .then(t.answerWithdrawn({ by: 'author' })));
  it('where a former version did not say, its metadata does', () => {
    const before = t.answerWithdrawn({ by: null });
    given(published, t.by(t.ben, before)).when(t.restoreAnswer()).then(t.answerRestored());
    given(published, t.by(t.dora, before)).when(t.restoreAnswer()).thenFails('forbidden');
  });
  it('where nobody is recorded, only a moderator restores', () => {
    const before = t.answerWithdrawn({ by: null });
    given(published, before).when(t.restoreAnswer()).thenFails('forbidden');
    given(published, before).when(t.restoreAnswer({}, byModerator)).then(t.answerRestored());
  });
});

const everyCommand = [t.reviseAnswer({}, stranger), t.withdrawAnswer({}, stranger), t.restoreAnswer({}, stranger)];
it.each(everyCommand)('$type refuses a stranger', (command) => given(published).when(command).thenFails('forbidden'));
it.each(everyCommand)('$type knows no answer that never was', (command) => given().when(command).thenFails('not-found'));
