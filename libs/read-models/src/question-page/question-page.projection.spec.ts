import { aFact, aTarget } from '@stoa/contracts/testing/facts';
import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import {
  NOW,
  ada,
  answerAccepted,
  answerId,
  answerPublished,
  answerRated,
  answerReattributed,
  answerRestored,
  answerRevised,
  answerUnaccepted,
  answerWithdrawn,
  at,
  idOf,
  mentorId,
  questionAsked,
  questionClosed,
  questionEdited,
  questionId,
  questionRated,
  questionRatingCleared,
  questionReattributed,
  questionReopened,
  questionRestored,
  questionRetagged,
  questionWithdrawn,
  topicCreated,
  viewsImported,
  viewsTakenBack,
} from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { automated, restated, sealed } from '../testing/sealed-views.ts';
import { questionPage } from './question-page.projection.ts';

const { given } = readModelScenario(withGeneration, questionPage);
const LATER = '2026-03-03T08:00:00.000Z';
const answered = [topicCreated(), questionAsked(), answerPublished()];
const onPage = (question: object) => ({ question });
const inAnswer = (answer: object) => ({ answers: [{ id: answerId, ...answer }] });

it('shows the question as it was asked, with the board of its first topic beside it', () =>
  given(topicCreated(), questionAsked({ body: 'For *small* groups.' })).thenDocument(
    questionId,
    {
      question: {
        id: questionId,
        body: { markdown: 'For *small* groups.', html: '<p>For *small* groups.</p>' },
        asker: { id: ada.memberId, displayName: 'Ada Lindqvist' },
        askedAt: NOW,
        day: '2026-03-02',
        topics: [{ key: 'pricing', name: 'Pricing' }],
        status: 'open',
        ratings: { helpful: 0, notHelpful: 0 },
        views: { total: 0, imported: 0 },
      },
      formula: 'best.v1',
      answers: [],
    },
    { beside: 'topic:pricing' },
  ));

it('shows an answer under the byline that its mentor had then', () =>
  given(...answered).thenDocument(
    questionId,
    inAnswer({
      rank: 1,
      mentor: { id: mentorId, handle: 'ben' },
      byline: { displayName: 'Ben Okafor' },
      revisedAt: null,
      accepted: false,
    }),
  ));

it('follows who asked and who answered', async () => {
  const { mentorId: otherId, handle } = answerReattributed().data;
  await given(...answered, questionReattributed()).thenDocument(
    questionId,
    onPage({ asker: { id: questionReattributed().data.askerId, displayName: 'Cleo Marchetti' } }),
  );
  await given(...answered, answerReattributed()).thenDocument(
    questionId,
    inAnswer({ mentor: { id: otherId, handle }, byline: { displayName: 'Cleo Marchetti' }, revisedAt: null }),
  );
});

it('shows no totals that were taken back', () =>
  given(...answered, viewsImported(), viewsTakenBack()).thenDocument(questionId, inAnswer({ views: { total: 0, imported: 0 } })));

it('follows edits, topics and closing', async () => {
  await given(...answered, questionEdited({ title: 'Another title' })).thenDocument(
    questionId,
    onPage({ title: 'Another title' }),
  );
  await given(...answered, questionRetagged({ topics: ['workshops'] })).thenDocument(
    questionId,
    onPage({ topics: [{ key: 'workshops' }] }),
    {
      beside: 'topic:workshops',
    },
  );
  await given(...answered, questionClosed({ reason: 'Asked before' })).thenDocument(
    questionId,
    onPage({ status: 'closed', closedBecause: 'Asked before' }),
  );
  await given(...answered, questionClosed(), questionReopened()).thenDocument(
    questionId,
    onPage({ status: 'open', closedBecause: null }),
  );
});

it('a topic’s name reaches the pages that it stands on, whenever it comes', () =>
  given(questionAsked(), topicCreated()).thenDocument(questionId, onPage({ topics: [{ key: 'pricing', name: 'Pricing' }] })));

it('follows revisions of an answer', () =>
  given(...answered, at(LATER, answerRevised({ body: 'By the day.' }))).thenDocument(
    questionId,
    inAnswer({ body: { markdown: 'By the day.', html: '<p>By the day.</p>' }, revisedAt: LATER }),
  ));

it('marks the accepted answer, and puts it first', async () => {
  const second = idOf('second answer');
  const accepted = [...answered, answerPublished({ answerId: second }), answerRated(), answerAccepted({ answerId: second })];
  await given(...accepted).thenDocument(questionId, {
    answers: [
      { rank: 1, id: second, accepted: true },
      { rank: 2, id: answerId, accepted: false },
    ],
  });
  await given(...accepted, answerUnaccepted({ answerId: second })).thenDocument(questionId, {
    answers: [{ id: answerId }, { id: second, accepted: false }],
  });
});

it('shows no number that JSON cannot hold: imported views stop at 1e15', async () => {
  const counts = Array.from({ length: 1000 }, () => ({ questionId, answerId, views: 1e12 }));
  const imports = Array.from({ length: 10 }, () => viewsImported({ counts }));
  await given(...answered, ...imports).thenDocument(questionId, inAnswer({ views: { total: 1e15, imported: 1e15 } }));
});

it('counts ratings and views of the question and of each answer', async () => {
  const rated = [...answered, questionRated(), answerRated({ value: 'not-helpful' })];
  await given(...rated).thenDocument(questionId, {
    question: { ratings: { helpful: 1, notHelpful: 0 } },
    ...inAnswer({ ratings: { helpful: 0, notHelpful: 1 } }),
  });
  await given(...rated, questionRatingCleared()).thenDocument(questionId, onPage({ ratings: { helpful: 0, notHelpful: 0 } }));
  await given(...answered, viewsImported()).thenDocument(questionId, inAnswer({ views: { total: 40, imported: 40 } }));
});

it('counts what humans saw, until it is judged otherwise', async () => {
  const target = aTarget({ questionId, answerId });
  const facts = [aFact({ target }), aFact({ target }), aFact({ target, class: 'repeat', first: 0 })];
  const shown = (total: number) => inAnswer({ views: { total, imported: 40 } });
  await given(...answered, viewsImported(), sealed(facts)).thenDocument(questionId, shown(42));
  const judged = restated(facts.slice(1), automated);
  await given(...answered, viewsImported(), sealed(facts), judged).thenDocument(questionId, shown(41));
  await given(...answered, sealed([aFact({ target: { ...target, answerId: null } })])).thenDocument(
    questionId,
    onPage({ views: { total: 1, imported: 0 } }),
  );
});

it('leaves a withdrawn answer out, and has no page for a withdrawn question, until they are restored', async () => {
  await given(...answered, answerWithdrawn()).thenDocument(questionId, { answers: [] });
  await given(...answered, answerWithdrawn(), answerRestored()).thenDocument(questionId, inAnswer({}));
  await given(...answered, questionWithdrawn()).thenNoDocument(questionId);
  await given(...answered, questionWithdrawn(), questionRestored()).thenDocument(questionId, inAnswer({}));
});
