import { createdId } from '@stoa/kernel';
import * as t from '@stoa/testing';
import { questionDecider } from './question.ts';

const slug = 'how-do-you-price-a-workshop';
const { given } = t.scenario(questionDecider, { slug, askerDisplayName: 'Ada Lindqvist', topics: ['pricing'] });
const asked = t.questionAsked();
const stranger = { by: t.cleo };

describe('asking', () => {
  it('asks', () => {
    const command = t.askQuestion();
    given()
      .when(command)
      .then(t.questionAsked({ questionId: createdId(command.context) }));
  });
  it('is for members only', () => given().when(t.askQuestion(), { askerDisplayName: undefined! }).thenFails('forbidden'));
});

describe('editing', () => {
  it('edits the title and keeps the body', () => given(asked).when(t.editQuestion()).then(t.questionEdited()));
  it('edits the body and keeps the title', () =>
    given(asked)
      .when(t.editQuestion({ title: undefined, body: '' }))
      .then(t.questionEdited({ title: asked.data.title, body: '' })));
  it('names the moderator who edited', () =>
    given(asked)
      .when(t.editQuestion({}, { by: t.moderator }))
      .then(t.questionEdited({ editorId: t.moderator.memberId })));
  it('is for the asker as the source tells it last', () => {
    given(asked, t.questionReattributed()).when(t.editQuestion()).thenFails('forbidden');
    given(asked, t.questionReattributed())
      .when(t.editQuestion({}, { by: t.cleo }))
      .then(t.questionEdited({ editorId: t.cleo.memberId, askerId: t.cleo.memberId }));
  });
  it('changes nothing without a change', () =>
    given(asked)
      .when(t.editQuestion({ title: asked.data.title }))
      .thenNothing());
  it('edits a closed question', () => given(asked, t.questionClosed()).when(t.editQuestion()).then(t.questionEdited()));
});

describe('retagging', () => {
  const workshops = { topics: ['workshops'] };
  it('names the former topics', () => given(asked).when(t.retagQuestion(), workshops).then(t.questionRetagged()));
  it('drops all topics', () =>
    given(asked)
      .when(t.retagQuestion({ topics: [] }), { topics: [] })
      .then(t.questionRetagged({ topics: [] })));
  it('takes another order for a change, since the first topic counts most', () =>
    given(t.questionAsked({ topics: ['pricing', 'workshops'] }))
      .when(t.retagQuestion(), { topics: ['workshops', 'pricing'] })
      .then(t.questionRetagged({ topics: ['workshops', 'pricing'], former: ['pricing', 'workshops'] })));
  it('changes nothing without a change', () =>
    given(asked, t.questionRetagged()).when(t.retagQuestion(), workshops).thenNothing());
});

describe('closing and reopening', () => {
  it('closes with a reason', () => given(asked).when(t.closeQuestion()).then(t.questionClosed()));
  it('keeps the first reason', () =>
    given(asked, t.questionClosed())
      .when(t.closeQuestion({ reason: 'Off topic' }))
      .thenNothing());
  it('reopens', () => given(asked, t.questionClosed()).when(t.reopenQuestion()).then(t.questionReopened()));
  it('does not reopen what is open', () => given(asked).when(t.reopenQuestion()).thenNothing());
  it('closes again', () =>
    given(asked, t.questionClosed(), t.questionReopened()).when(t.closeQuestion()).then(t.questionClosed()));
  it.each([t.closeQuestion({}, { by: t.ada }), t.reopenQuestion({}, { by: t.ada })])('is for moderators ($type)', (command) =>
    given(asked).when(command).thenFails('forbidden'),
  );
  it('is for admins too', () =>
    given(asked)
      .when(t.closeQuestion({}, { by: t.admin }))
      .then(t.questionClosed()));
});

describe('accepting', () => {
  const answer = { questionId: t.questionId, withdrawn: false };
  const other = t.idOf('other answer');
  it('accepts an answer', () => given(asked).when(t.acceptAnswer(), { answer }).then(t.answerAccepted()));
  it('changes nothing for the accepted one', () =>
    given(asked, t.answerAccepted()).when(t.acceptAnswer(), { answer }).thenNothing());
  it('accepts another one instead, naming when the former was accepted', () => {
    const acceptedAt = '2026-02-01T00:00:00.000Z';
    given(asked, t.at(acceptedAt, t.answerAccepted()))
      .when(t.acceptAnswer({ answerId: other }), { answer })
      .then(t.answerUnaccepted({ acceptedAt }), t.answerAccepted({ answerId: other }));
  });
  it('takes an acceptance back', () => given(asked, t.answerAccepted()).when(t.unacceptAnswer()).then(t.answerUnaccepted()));
  it('takes none back where none is', () =>
    given(asked, t.answerAccepted(), t.answerUnaccepted()).when(t.unacceptAnswer()).thenNothing());
  it('knows no answer of another question', () =>
    given(asked)
      .when(t.acceptAnswer(), { answer: { ...answer, questionId: t.idOf('other question') } })
      .thenFails('not-found'));
  it('knows no answer that never was', () => given(asked).when(t.acceptAnswer()).thenFails('not-found'));
  it('accepts no withdrawn answer', () =>
    given(asked)
      .when(t.acceptAnswer(), { answer: { ...answer, withdrawn: true } })
      .thenFails('gone'));
  it('is for the asker, not even for moderators', () => {
    given(asked)
      .when(t.acceptAnswer({}, { by: t.moderator }), { answer })
      .thenFails('forbidden');
    given(asked, t.answerAccepted()).when(t.unacceptAnswer({}, stranger)).thenFails('forbidden');
  });
  it('works on a closed question', () =>
    given(asked, t.questionClosed()).when(t.acceptAnswer(), { answer }).then(t.answerAccepted()));
});

describe('who withdrew decides who restores', () => {
  const byModerator = { by: t.moderator };
  const withdrawn = t.questionWithdrawn({ by: 'moderator' });
  const upheld = [asked, t.questionWithdrawn(), t.questionWithdrawalUpheld()];

  it('what its asker withdrew, a moderator restores too', () =>
    given(asked, t.questionWithdrawn()).when(t.restoreQuestion({}, byModerator)).then(t.questionRestored()));
  it('what a moderator withdrew, its asker does not restore', () => {
    given(asked).when(t.withdrawQuestion({}, byModerator)).then(withdrawn);
    given(asked, withdrawn).when(t.restoreQuestion()).thenFails('forbidden');
    given(asked, withdrawn).when(t.withdrawQuestion()).thenNothing();
    given(asked, withdrawn).when(t.restoreQuestion({}, byModerator)).then(t.questionRestored());
  });
  it('what its asker withdrew, a moderator can uphold', () => {
    given(asked, t.questionWithdrawn()).when(t.withdrawQuestion({}, byModerator)).then(t.questionWithdrawalUpheld());
    given(...upheld)
      .when(t.restoreQuestion())
      .thenFails('forbidden');
    given(...upheld)
      .when(t.restoreQuestion({}, byModerator))
      .then(t.questionRestored());
  });
  it('where a former version did not say, its metadata does, and else it was a moderator', () => {
    const before = t.questionWithdrawn({ by: null });
    given(asked, t.by(t.ada, before)).when(t.restoreQuestion()).then(t.questionRestored());
    given(asked, t.by(t.dora, before)).when(t.restoreQuestion()).thenFails('forbidden');
    given(asked, before).when(t.restoreQuestion()).thenFails('forbidden');
  });
});

describe('withdrawing and restoring', () => {
  const withdrawn = t.questionWithdrawn();
  it('withdraws', () => given(asked).when(t.withdrawQuestion()).then(withdrawn));
  it('withdraws once', () => given(asked, withdrawn).when(t.withdrawQuestion()).thenNothing());
  it('restores', () => given(asked, withdrawn).when(t.restoreQuestion()).then(t.questionRestored()));
  it('restores nothing that is there', () => given(asked).when(t.restoreQuestion()).thenNothing());
  it('brings everything back', () => {
    const past = [asked, t.questionClosed(), t.answerAccepted(), withdrawn, t.questionRestored()];
    given(...past)
      .when(t.closeQuestion())
      .thenNothing();
    given(...past)
      .when(t.unacceptAnswer())
      .then(t.answerUnaccepted());
  });
  it.each([t.editQuestion(), t.retagQuestion(), t.closeQuestion(), t.reopenQuestion(), t.acceptAnswer(), t.unacceptAnswer()])(
    'leaves nothing to $type',
    (command) => given(asked, withdrawn).when(command).thenFails('gone'),
  );
});

const everyCommand = [
  t.editQuestion({}, stranger),
  t.retagQuestion({}, stranger),
  t.closeQuestion({}, stranger),
  t.reopenQuestion({}, stranger),
  t.acceptAnswer({}, stranger),
  t.unacceptAnswer({}, stranger),
  t.withdrawQuestion({}, stranger),
  t.restoreQuestion({}, stranger),
];
it.each(everyCommand)('$type refuses a stranger', (command) => given(asked).when(command).thenFails('forbidden'));
it.each(everyCommand)('$type refuses a stranger when the question is withdrawn', (command) =>
  given(asked, t.questionWithdrawn()).when(command).thenFails('forbidden'),
);
it.each(everyCommand)('$type knows no question that never was', (command) => given().when(command).thenFails('not-found'));
