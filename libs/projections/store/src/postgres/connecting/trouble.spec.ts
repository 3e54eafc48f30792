import type { ReadStoreUnavailable } from './trouble.ts';
import { UnstorableText, isTransient, lostRace, translated } from './trouble.ts';

const coded = (code: string, message = 'said by Postgres') => Object.assign(new Error(message), { code });

it.each(['ECONNREFUSED', 'ECONNRESET', '57P01', '57P03', '57014', '08006', '53300', '25P03', '40P01', '55P03'])('%s may be over when tried again', (code) => {
  expect(isTransient(coded(code))).toBe(true);
  expect(translated(coded(code))).toMatchObject({ name: 'ReadStoreUnavailable', code: 'storage-unavailable' });
}); // prettier-ignore

it.each(['Connection terminated unexpectedly', 'Query read timeout', 'timeout exceeded when trying to connect'])(
  'so may “%s”, which has no code',
  (message) => expect(isTransient(new Error(message))).toBe(true),
);

it('so may a refusal by every address of a name', () => {
  expect(isTransient(new AggregateError([coded('ECONNREFUSED'), coded('ECONNREFUSED')]))).toBe(true);
  expect(isTransient(new AggregateError([coded('ECONNREFUSED'), coded('42601')]))).toBe(false);
});

it.each(['23505', '42P01', '42601', '28P01', '3D000'])('%s is final, and is thrown unchanged', (code) => {
  const error = coded(code);
  expect(isTransient(error)).toBe(false);
  expect(translated(error)).toBe(error);
});

it('what was translated stays so, and is still a lost race', () => {
  const deadlock = translated(coded('40P01')) as ReadStoreUnavailable;
  expect(translated(deadlock)).toBe(deadlock);
  expect([lostRace(deadlock), lostRace(coded('40001')), lostRace(coded('57P01'))]).toEqual([true, true, false]);
});

it('NUL is named', () => expect(translated(coded('22021'))).toBeInstanceOf(UnstorableText));
