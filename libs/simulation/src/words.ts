import type { Random } from '@stoa/testing';

/** Names as people write them: signs, diacritics, another script, the same topic in two spellings. */
export const TOPICS = ['Pricing', 'C++', 'C#', '.NET', 'Café culture', 'Event Sourcing', 'event sourcing', '写作'];
export const NAMES = [
  'Ada Lindqvist',
  'Ben Okafor',
  'Chloë Åström',
  'Дмитрий Орлов',
  'Dora Nuñez',
  '林 小雨',
  'Esra Yıldız 🦉',
  'Femi Ade',
];
const TITLES = ['Editor', 'Head of workshops', 'Ingénieure', ''];
const COMPANIES = ['Kettle & Co', 'Teapot Ltd', ''];
const SUBJECTS = ['a workshop', 'a résumé', 'an event store', 'a first book', '一篇文章', 'C++ code', 'a café', 'naïve code'];
const VERBS = ['price', 'review', 'write', 'teach', 'test', 'sell'];
const SENTENCES = [
  'It depends.',
  '*Measure* first.',
  '- one\n- two',
  '> Nobody knows.',
  '`fold(events)` is all.',
  '| a | b |\n|---|---|\n| 1 | 2 |',
  'Ask again 🙂.',
];

export const questionTitle = (random: Random): string => `How do you ${random.one(VERBS)} ${random.one(SUBJECTS)}?`;
export const markdown = (random: Random): string =>
  Array.from({ length: 1 + random.below(4) }, () => random.one(SENTENCES)).join('\n\n');
export const profile = (random: Random) => ({ title: random.one(TITLES), company: random.one(COMPANIES), bio: markdown(random) });
export const topics = (random: Random): string[] => Array.from({ length: random.below(4) }, () => random.one(TOPICS));
