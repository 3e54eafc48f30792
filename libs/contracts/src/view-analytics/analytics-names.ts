/** What can be asked for; docs say what each of them means. */
export const analyticsMetrics = [
  'views',
  'visitors',
  'answers_viewed',
  'views_per_visitor',
  'read_time',
  'excluded',
  'bot_share',
  'repeat_share',
] as const;
export type AnalyticsMetric = (typeof analyticsMetrics)[number];

export const timeDimensions = ['time:quarter_hour', 'time:hour', 'time:day', 'time:week', 'time:month'] as const;
export type TimeDimension = (typeof timeDimensions)[number];

/** What a fact has, and what filters may name. */
export const valueDimensions = [
  'answer',
  'question',
  'mentor',
  'company',
  'topic',
  'page',
  'referrer',
  'utm_source',
  'country',
  'browser',
  'os',
  'device',
  'language',
  'class',
  'bot',
] as const;
export type ValueDimension = (typeof valueDimensions)[number];

export const analyticsDimensions = [...timeDimensions, ...valueDimensions] as const;
export type AnalyticsDimension = (typeof analyticsDimensions)[number];

export const isTimeDimension = (dimension: AnalyticsDimension): dimension is TimeDimension => dimension.startsWith('time:');

/** Ranges with a name, up to now. `realtime`: the last 30 minutes. */
export const namedRanges = ['day', '7d', '28d', '30d', 'month', '6mo', '12mo', 'year', 'all', 'realtime'] as const;
export type NamedRange = (typeof namedRanges)[number];
