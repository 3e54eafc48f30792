import { rounds } from './campaign.ts';

const COUNTS = { small: 6, full: 20 };
const environment = { ...process.env };
afterEach(() => void (process.env = { ...environment }));
const under = (variables: NodeJS.ProcessEnv) => {
  process.env = variables;
  return rounds('STOA_TEST_KILLS', COUNTS);
};

it('is the small count, the full one where full campaigns are asked for, or the one that is named', () => {
  expect([{}, { STOA_CAMPAIGNS: 'full' }, { STOA_CAMPAIGNS: 'full', STOA_TEST_KILLS: '1000' }].map(under)).toEqual([6, 20, 1000]);
});

it.each(['0', '-3', '2.5', 'many'])('is never %j', (count) =>
  expect(() => under({ STOA_TEST_KILLS: count })).toThrow('STOA_TEST_KILLS'),
);
