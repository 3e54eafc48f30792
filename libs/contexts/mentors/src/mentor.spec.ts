import * as t from '@stoa/testing';
import { AlreadyMentor, mentorDecider } from './mentor.ts';

const { given } = t.scenario(mentorDecider, { isMember: true });
const registered = t.mentorRegistered();
const stranger = { by: t.cleo };

describe('registering', () => {
  it('registers the caller', () => given().when(t.registerMentor()).then(registered));
  it('is for members only', () => given().when(t.registerMentor(), { isMember: false }).thenFails('forbidden'));
  it('happens once per member', () =>
    given(registered)
      .when(t.registerMentor({ handle: 'benjamin' }))
      .thenFails(AlreadyMentor));
  it('refuses other words under the same handle', () =>
    given(registered)
      .when(t.registerMentor({ bio: 'Paints.' }))
      .thenFails('revision-conflict'));
  it('needs no title, company, bio or links', () =>
    given()
      .when(t.registerMentor({ title: undefined, company: undefined, bio: undefined, links: undefined }))
      .then(t.mentorRegistered({ title: '', company: '', bio: '', links: [] })));
});

describe('changing the profile', () => {
  it('changes what is named and keeps the rest', () =>
    given(registered).when(t.changeMentorProfile()).then(t.mentorProfileChanged()));
  it('empties a field', () =>
    given(registered)
      .when(t.changeMentorProfile({ title: '' }))
      .then(t.mentorProfileChanged({ title: '' })));
  it('changes nothing without a change', () =>
    given(registered, t.mentorProfileChanged()).when(t.changeMentorProfile()).thenNothing());
  it('is for moderators too', () =>
    given(registered)
      .when(t.changeMentorProfile({}, { by: t.moderator }))
      .then(t.mentorProfileChanged()));
});

describe('expertise', () => {
  it('adds a topic', () => given(registered).when(t.addExpertise()).then(t.expertiseAdded()));
  it('adds a topic once, however it is written', () =>
    given(registered, t.expertiseAdded())
      .when(t.addExpertise({ topic: ' PRICING ' }))
      .thenNothing());
  it('drops a topic', () => given(registered, t.expertiseAdded()).when(t.dropExpertise()).then(t.expertiseDropped()));
  it('drops nothing that is not there', () =>
    given(registered, t.expertiseAdded(), t.expertiseDropped()).when(t.dropExpertise()).thenNothing());
});

it('claims thirty topics of expertise and no more', () => {
  const topics = Array.from({ length: 30 }, (_, index) => t.expertiseAdded({ topic: `topic-${index}` }));
  given(registered, ...topics.slice(1))
    .when(t.addExpertise())
    .then(t.expertiseAdded());
  given(registered, ...topics)
    .when(t.addExpertise())
    .thenFails('validation-failed');
});

describe('verifying', () => {
  it('verifies by evidence', () => given(registered).when(t.verifyMentor()).then(t.mentorVerified()));
  it('changes nothing for the same evidence', () => given(registered, t.mentorVerified()).when(t.verifyMentor()).thenNothing());
  it('takes other evidence', () =>
    given(registered, t.mentorVerified())
      .when(t.verifyMentor({ evidence: 'public-profile' }))
      .then(t.mentorVerified({ evidence: 'public-profile' })));
  it('takes the verification back', () =>
    given(registered, t.mentorVerified()).when(t.unverifyMentor()).then(t.mentorUnverified()));
  it('takes none back where none is', () => given(registered).when(t.unverifyMentor()).thenNothing());
  it('is for moderators, not for the mentor', () => {
    given(registered)
      .when(t.verifyMentor({}, { by: t.ben }))
      .thenFails('forbidden');
    given(registered, t.mentorVerified())
      .when(t.unverifyMentor({}, { by: t.ben }))
      .thenFails('forbidden');
  });
});

describe('a verification', () => {
  const verified = [registered, t.mentorVerified()];
  const ended = t.mentorUnverified({ reason: 'profile-changed' });

  it.each([{ displayName: 'Dora Reyes' }, { title: 'Head of workshops' }, { company: '' }])(
    'ends with a change to %p',
    (change) =>
      given(...verified)
        .when(t.changeMentorProfile({ title: undefined, ...change }))
        .then(t.mentorProfileChanged({ title: t.byline.title, ...change }), ended),
  );
  it('ends with a change by a moderator as well', () =>
    given(...verified)
      .when(t.changeMentorProfile({}, { by: t.moderator }))
      .then(t.mentorProfileChanged(), ended));
  it.each([{ bio: 'Paints.' }, { links: [] }, { yearsOfExperience: 13 }])('outlives a change to %p', (change) =>
    given(...verified)
      .when(t.changeMentorProfile({ title: undefined, ...change }))
      .then(t.mentorProfileChanged({ title: t.byline.title, ...change })),
  );
  it('has ended where a former release changed the profile and recorded no more than that', () => {
    const past = [...verified, t.mentorProfileChanged()];
    given(...past)
      .when(t.unverifyMentor())
      .thenNothing();
    given(...past, t.mentorProfileChanged({ title: t.byline.title }))
      .when(t.unverifyMentor())
      .thenNothing();
  });
  it('is given again, of the profile as it is then', () =>
    given(...verified, t.mentorProfileChanged(), ended)
      .when(t.verifyMentor())
      .then(t.mentorVerified({ identity: { ...t.mentorVerified().data.identity!, title: 'Head of workshops' } })));
  it('that a former release recorded is of the profile of its time, by whom its metadata names', () =>
    given(registered, t.by(t.dora, t.mentorVerified({ verifierId: null, identity: null })))
      .when(t.unverifyMentor())
      .then(t.mentorUnverified({ former: { ...t.mentorUnverified().data.former!, verifierId: t.dora.memberId } })));
  it('is not for moderators to give to themselves', () =>
    given(registered)
      .when(t.verifyMentor({}, { by: { ...t.moderator, memberId: t.ben.memberId } }))
      .thenFails('own-content'));
});

const everyCommand = [
  t.changeMentorProfile({}, stranger),
  t.addExpertise({}, stranger),
  t.dropExpertise({}, stranger),
  t.verifyMentor({}, stranger),
  t.unverifyMentor({}, stranger),
];
it.each(everyCommand)('$type refuses a stranger', (command) => given(registered).when(command).thenFails('forbidden'));
it.each(everyCommand)('$type knows no mentor that never was', (command) => given().when(command).thenFails('not-found'));
