import { GetMentor, handleStream, mentorIdOf, MentorRegistered } from '@stoa/contracts';
import type { EventStore } from '@stoa/kernel';
import * as stores from '@stoa/event-store/testing/stores';
import * as t from '@stoa/testing';
import { ChangeMentorProfileHandler } from './mentor-commands.handler.ts';
import { GetMentorHandler } from './mentor.query.ts';
import { RegisterMentorHandler } from './register-mentor.handler.ts';

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const register = (store: EventStore, command = t.registerMentor()) => new RegisterMentorHandler(store).execute(command);
const doras = (at = t.NOW) => t.registerMentor({}, { by: t.dora, at });
const members = () =>
  stores.storeWith(t.memberRegistered({ memberId: t.ben.memberId }), t.memberRegistered({ memberId: t.dora.memberId }));

it('reserves the handle, then registers', async () => {
  const store = await members();
  const { id } = await register(store);
  expect(id).toBe(t.mentorId);
  expect((await stores.everything(store)).slice(2).map(({ type }) => type)).toEqual(['HandleReserved.v1', MentorRegistered.type]);
});

it('refuses a taken handle, naming the field', async () => {
  const store = await members();
  await register(store);
  await expect(register(store, doras())).rejects.toMatchObject({ code: 'name-taken', errors: [{ pointer: '/handle' }] });
});

it('reserves no handle for a command that is refused', async () => {
  const store = await members();
  await register(store);
  await expect(register(store, t.registerMentor({ handle: 'benjamin' }, { key: 'b' }))).rejects.toMatchObject({
    code: 'revision-conflict',
  });
  await expect(register(store, t.registerMentor({ handle: 'cleo' }, { by: t.cleo }))).rejects.toMatchObject({
    code: 'forbidden',
  });
  expect(await stores.everything(store)).toHaveLength(4);
});

it('resumes after a crash', async () => {
  const store = await members();
  await expect(register(stores.dyingBefore(store, 'mentor-'))).rejects.toThrow('died');
  await expect(register(store, doras())).rejects.toMatchObject({ code: 'name-taken' });
  await register(store);
  expect(await stores.typesIn(store, handleStream('ben'))).toEqual(['HandleReserved.v1']);
});

it('lets an abandoned handle be taken over after ten minutes', async () => {
  const store = await members();
  await expect(register(stores.dyingBefore(store, 'mentor-'))).rejects.toThrow('died');
  expect((await register(store, doras(inMinutes(11)))).id).toBe(mentorIdOf(t.dora.memberId));
  await expect(register(store)).rejects.toMatchObject({ code: 'name-taken' });
});

it('gives an expired reservation to one of two: its late owner, or a concurrent taker', async () => {
  for (let round = 0; round < 10; round++) {
    const store = await members();
    await expect(register(stores.dyingBefore(store, 'mentor-'))).rejects.toThrow('died');
    const late = t.registerMentor({}, { by: t.ben, at: inMinutes(11) });
    const outcomes = await Promise.allSettled([register(store, doras(inMinutes(11))), register(store, late)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  }
});

it('keeps an abandoned handle for ten minutes', async () => {
  const store = await members();
  await expect(register(stores.dyingBefore(store, 'mentor-'))).rejects.toThrow('died');
  await expect(register(store, doras(inMinutes(9)))).rejects.toMatchObject({ code: 'name-taken' });
});

it('lets a handle be taken over whose mentor came under another one', async () => {
  const store = await members();
  await expect(register(stores.dyingBefore(store, 'mentor-'))).rejects.toThrow('died');
  await register(store, t.registerMentor({ handle: 'benjamin' }, { key: 'another key' }));
  await expect(register(store, doras(inMinutes(9)))).rejects.toMatchObject({ code: 'name-taken' });
  expect((await register(store, doras(inMinutes(11)))).id).toBe(mentorIdOf(t.dora.memberId));
});

it('never lets a handle that is borne be taken over', async () => {
  const store = await members();
  await register(store);
  await expect(register(store, doras(inMinutes(11)))).rejects.toMatchObject({ code: 'name-taken' });
});

it('of two at the same moment one gets the handle', async () => {
  const store = await members();
  const outcomes = await Promise.allSettled([register(store), register(store, doras())]);
  expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

it('refuses a bio by its structure', async () => {
  const store = await stores.storeWith(t.mentorRegistered());
  const command = t.changeMentorProfile({ bio: '> '.repeat(200) + 'deep' });
  const errors = [{ pointer: '/bio', code: 'too-deep' }];
  await expect(new ChangeMentorProfileHandler(store).execute(command)).rejects.toMatchObject({ errors });
});

describe('the mentor as a resource', () => {
  it('is found by id and by handle', async () => {
    const verified = t.mentorVerified();
    const store = await stores.storeWith(t.handleReserved(), t.mentorRegistered(), t.expertiseAdded(), verified);
    const get = new GetMentorHandler(store);
    const mentor = await get.execute(new GetMentor({ idOrHandle: 'ben' }));
    expect(mentor).toEqual(await get.execute(new GetMentor({ idOrHandle: t.mentorId })));
    expect(mentor).toEqual({
      id: t.mentorId,
      memberId: t.ben.memberId,
      handle: 'ben',
      ...t.byline,
      bio: 'Runs workshops.',
      links: [{ label: 'Site', url: 'https://ben.example/' }],
      expertise: [{ key: 'pricing', name: 'Pricing' }],
      verified: { evidence: 'company-email', since: t.NOW },
      registeredAt: t.NOW,
      revision: 2,
    });
  });

  it('is not found under a handle that was only reserved', async () => {
    const store = await stores.storeWith(t.handleReserved({ handle: 'benny' }), t.mentorRegistered());
    await expect(new GetMentorHandler(store).execute(new GetMentor({ idOrHandle: 'benny' }))).rejects.toMatchObject({
      code: 'not-found',
    });
  });
});
