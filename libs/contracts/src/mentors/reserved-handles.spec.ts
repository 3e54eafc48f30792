import { MentorRegistered } from './events.ts';
import { RegisterMentor } from './commands.ts';
import { isReservedHandle } from './reserved-handles.ts';

const taken = (handle: string) => RegisterMentor.schema.safeParse({ handle, displayName: 'Ada' });

it.each([
  ...['admin', 'null', 'undefined', 'site', 'stoa', 'moderator', 'support', 'me', 'topics', 'sign-in', 'anonymous'],
  ...['ad-min', 'n-u-l-l', 'signin', 'w-ww'],
  '11111111-1111-5111-8111-111111111111',
])('%s is no handle to take', (handle) => {
  expect(isReservedHandle(handle)).toBe(true);
  expect(taken(handle).error?.issues).toMatchObject([{ path: ['handle'], message: expect.stringContaining('reserved') }]);
});

it.each(['ada', 'admiral', 'site-9', 'nullable', 'stoa-fan', 'ali', 'meg', '1111', '11111111-1111-5111-8111-11111111111'])(
  '%s is one',
  (handle) => expect(taken(handle).success).toBe(true),
);

it('events of mentors who have one from before are read as they were', () => {
  const mentor = { mentorId: '11111111-1111-5111-8111-111111111111', memberId: '11111111-1111-5111-8111-111111111112' };
  const profile = { displayName: 'Ada', title: '', company: '', yearsOfExperience: null, bio: '', links: [] };
  expect(MentorRegistered.schema.safeParse({ ...mentor, handle: 'admin', ...profile }).success).toBe(true);
});
