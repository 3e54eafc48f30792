import type { AnalyticsMetric } from '@stoa/contracts';
import { decimal, duration, figure, percentage } from '../words.ts';

export type Unit = 'count' | 'ratio' | 'seconds' | 'share';

interface MetricWords {
  readonly name: string;
  readonly meaning: string;
  readonly unit: Unit;
}

export const METRICS: Readonly<Record<AnalyticsMetric, MetricWords>> = {
  views: { name: 'Views', meaning: 'What humans saw, once per reader, answer and day.', unit: 'count' },
  visitors: { name: 'Visitors', meaning: 'Different readers of each day, summed over the days.', unit: 'count' },
  answers_viewed: { name: 'Answers viewed', meaning: 'Different answers with at least one view.', unit: 'count' },
  views_per_visitor: { name: 'Views per visitor', meaning: 'Views divided by visitors.', unit: 'ratio' },
  read_time: { name: 'Read time', meaning: 'For how long a view was visible, on average.', unit: 'seconds' },
  excluded: {
    name: 'Not counted',
    meaning: 'Facts that are no views: bots, repeats, glimpses and others, each with its reason.',
    unit: 'count',
  },
  bot_share: { name: 'Bots', meaning: 'Share of bots in all that came in.', unit: 'share' },
  repeat_share: { name: 'Repeats', meaning: 'Share of repeats in all that came in.', unit: 'share' },
};

const FORMATS: Readonly<Record<Unit, (value: number) => string>> = {
  count: figure,
  ratio: decimal,
  seconds: duration,
  share: percentage,
};

/** A metric's value as people read it; a dash where there was nothing to divide. */
export const measured = (metric: AnalyticsMetric, value: number | null | undefined): string =>
  typeof value === 'number' ? FORMATS[METRICS[metric].unit](value) : '–';
