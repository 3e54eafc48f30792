import { sessionKeyFrom } from './session-key.ts';

it('is the same in every gateway of a site, and no other site’s', () => {
  const key = sessionKeyFrom('a-secret-of-this-site');
  expect(key).toHaveLength(32);
  expect(sessionKeyFrom('a-secret-of-this-site')).toEqual(key);
  expect(sessionKeyFrom('a-secret-of-that-site')).not.toEqual(key);
});
