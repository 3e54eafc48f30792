import type { ViewClass } from '@stoa/contracts';

/** What a fact's classes are called on pages, in the order of the page. */
export interface ClassGroup {
  readonly name: string;
  readonly classes: readonly ViewClass[];
  readonly meaning: string;
}

export const CLASS_GROUPS: readonly ClassGroup[] = [
  {
    name: 'Counted',
    classes: ['human'],
    meaning: 'A reader had at least half of it in view for a second, for the first time that day.',
  },
  { name: 'Repeats', classes: ['repeat'], meaning: 'The same reader saw the same answer again on the same day.' },
  { name: 'Glimpses', classes: ['glimpse'], meaning: 'Less than half of it was in view, or for less than a second.' },
  {
    name: 'Bots',
    classes: ['known_bot', 'automated'],
    meaning: 'A program said so by its name, or behaved like one: too many, too fast, too regular.',
  },
  { name: 'Own', classes: ['self', 'staff'], meaning: 'The author looked at their own answer, or a moderator was at work.' },
  { name: 'Prefetch', classes: ['prefetch'], meaning: 'A browser loaded the page ahead, and perhaps nobody saw it.' },
  { name: 'Invalid', classes: ['invalid'], meaning: 'The page’s token was missing, forged, expired, or that of another page.' },
];
