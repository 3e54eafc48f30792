import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import {
  NOW,
  answerAccepted,
  answerPublished,
  answerRated,
  answerRatingCleared,
  answerReattributed,
  answerRestored,
  answerUnaccepted,
  answerWithdrawn,
  at,
  ben,
  byline,
  dora,
  idOf,
  mentorId,
  mentorProfileChanged,
  mentorRegistered,
  mentorUnverified,
  mentorVerified,
  questionAsked,
  questionReattributed,
  questionRetagged,
  questionWithdrawn,
  topicCreated,
} from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { SITE, boardOf } from './boards.ts';
import { mentorLeaderboard } from './mentor-leaderboard.projection.ts';

const { given } = readModelScenario(withGeneration, mentorLeaderboard);
const JANUARY = '2026-01-31T23:59:59.999Z';
const FEBRUARY = '2026-02-01T00:00:00.000Z';
const answered = [topicCreated(), mentorRegistered(), questionAsked(), at(JANUARY, answerPublished())];

/** What a board of all time says of its only mentor. */
const standing = (numbers: object) => ({ mentors: [{ rank: 1, mentor: { id: mentorId }, ...numbers }] });
const NONE = { mentors: [] };

it('an answer counts on the site’s board and on its topics’, in each period that holds its day', () =>
  given(...answered).thenRows({
    standing: [SITE, boardOf('pricing')].flatMap((board) =>
      ['2026', '2026-01', '2026-W05', 'all'].map((period) => ({ board, period, mentorId, answers: 1, score: 0 })),
    ),
  }));

it('a score is 10 for each helpful rating, −2 for each other one and 15 for each acceptance', () =>
  given(...answered, answerRated(), answerAccepted()).thenDocument(SITE, standing({ score: 25, helpful: 1, accepted: 1 })));

it('a rating that changes takes back what it gave, in the period in which it gave it', () =>
  given(
    ...answered,
    at(JANUARY, answerRated()),
    at(FEBRUARY, answerRated({ value: 'not-helpful', former: { value: 'helpful', at: JANUARY } })),
  ).thenRows({
    contribution: [
      { day: '2026-01-31', answers: 1, helpful: 0, notHelpful: 0 },
      { day: '2026-02-01', answers: 0, helpful: 0, notHelpful: 1 },
    ],
  }));

it('a cleared rating and an acceptance that was taken back leave nothing', async () => {
  await given(
    ...answered,
    at(JANUARY, answerRated()),
    answerRatingCleared({ former: { value: 'helpful', at: JANUARY } }),
  ).thenDocument(SITE, standing({ score: 0, answers: 1 }));
  await given(...answered, at(JANUARY, answerAccepted()), answerUnaccepted({ acceptedAt: JANUARY })).thenDocument(
    SITE,
    standing({ score: 0, accepted: 0 }),
  );
});

it('what an answer earned goes with it when it or its question is withdrawn, and comes back', async () => {
  const rated = [...answered, answerRated()];
  await given(...rated, answerWithdrawn()).thenDocument(SITE, NONE);
  await given(...rated, questionWithdrawn()).thenDocument(SITE, NONE);
  await given(...rated, answerWithdrawn(), answerRestored()).thenDocument(SITE, standing({ score: 10 }));
});

describe('what members give to their own answers', () => {
  const other = answerPublished({ answerId: idOf('hers'), mentorId: idOf('dora as a mentor'), memberId: dora.memberId });
  const own = [topicCreated(), mentorRegistered(), questionAsked({ askerId: ben.memberId }), at(JANUARY, answerPublished())];
  const nothing = standing({ score: 0, answers: 1, helpful: 0, notHelpful: 0, accepted: 0 });

  it('by accepting them as the asker counts nowhere, and so does taking that back', async () => {
    await given(...own, at(FEBRUARY, answerAccepted())).thenDocument(SITE, nothing);
    await given(...own, answerAccepted(), answerUnaccepted({ acceptedAt: NOW })).thenDocument(SITE, nothing);
  });

  it('by rating them counts nowhere, whatever comes of the rating', async () => {
    const memberId = ben.memberId;
    const former = { value: 'helpful', at: NOW } as const;
    await given(...own, answerRated({ memberId })).thenDocument(SITE, nothing);
    await given(...own, answerRated({ memberId }), answerRated({ memberId, value: 'not-helpful', former })).thenDocument(
      SITE,
      nothing,
    );
    await given(...own, answerRated({ memberId }), answerRatingCleared({ memberId, former })).thenDocument(SITE, nothing);
  });

  it('does not keep others’ from counting, on the same question', async () => {
    await given(...own, answerAccepted(), answerRated()).thenDocument(SITE, standing({ score: 10, helpful: 1, accepted: 0 }));
    await given(...own, other, answerAccepted({ answerId: idOf('hers') })).thenDocument(SITE, {
      mentors: [{ score: 15, accepted: 1 }, { score: 0 }],
    });
  });
});

it('it moves to another board with its question’s topics', async () => {
  const retagged = [...answered, answerRated(), topicCreated({ topic: 'workshops', name: 'Workshops' }), questionRetagged()];
  await given(...retagged).thenDocument(boardOf('pricing'), NONE);
  await given(...retagged).thenDocument(boardOf('workshops'), {
    topic: { key: 'workshops', name: 'Workshops' },
    ...standing({ score: 10 }),
  });
});

it('a board shows mentors as they are today', async () => {
  const named = (mentor: object) => ({ mentors: [{ mentor }] });
  await given(...answered, mentorProfileChanged(), mentorVerified()).thenDocument(
    SITE,
    named({ title: 'Head of workshops', verified: true }),
  );
  await given(...answered, mentorVerified(), mentorUnverified()).thenDocument(SITE, named({ verified: false }));
});

it('a verification ends with the name, title or company that it was of, whether or not an event says so', async () => {
  const verified = (is: boolean) => ({ mentors: [{ mentor: { verified: is } }] });
  const past = [...answered, mentorVerified()];
  const { title } = byline;
  await given(...past, mentorProfileChanged({ title, bio: 'Paints.' })).thenDocument(SITE, verified(true));
  for (const change of [{ displayName: 'Dora Reyes' }, { title: '' }, { company: '' }]) {
    const changed = mentorProfileChanged({ title, ...change });
    await given(...past, changed).thenDocument(SITE, verified(false));
    await given(...past, changed, mentorUnverified({ reason: 'profile-changed' })).thenDocument(SITE, verified(false));
    await given(...past, changed, mentorProfileChanged({ title })).thenDocument(SITE, verified(false));
    await given(...past, changed, mentorVerified()).thenDocument(SITE, verified(true));
  }
});

it('the site’s board is there before anything happened', () => given().thenDocument(SITE, { topic: null, mentors: [] }));

describe('an answer or a question of somebody else than was thought', () => {
  const cleo = answerReattributed().data;

  it('takes what it earned along', () =>
    given(...answered, at(JANUARY, answerRated()), answerReattributed()).thenRows({
      contribution: [{ day: '2026-01-31', mentorId: cleo.mentorId, answers: 1, helpful: 1 }],
      standing: [SITE, boardOf('pricing')].flatMap((board) =>
        ['2026', '2026-01', '2026-W05', 'all'].map((period) => ({ board, period, mentorId: cleo.mentorId, answers: 1 })),
      ),
    }));

  it('loses its acceptance where asker and author are now one, and gets it where they were', async () => {
    const accepted = [...answered, at(JANUARY, answerAccepted())];
    await given(...accepted, questionReattributed({ askerId: ben.memberId })).thenDocument(
      SITE,
      standing({ accepted: 0, score: 0 }),
    );
    await given(...accepted, questionReattributed({ askerId: ben.memberId }), questionReattributed()).thenDocument(
      SITE,
      standing({ accepted: 1, score: 15 }),
    );
    await given(...accepted, questionReattributed(), answerReattributed()).thenRows({
      contribution: [{ day: '2026-01-31', mentorId: cleo.mentorId, answers: 1, accepted: 0 }],
    });
  });
});
