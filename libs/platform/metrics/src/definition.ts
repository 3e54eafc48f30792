/** Every process of ours, by the name of its app. */
export const PROCESSES = [
  'standalone',
  'gateway',
  'questions',
  'answers',
  'mentors',
  'view-analytics',
  'relay',
  'projectors',
] as const;
export type ProcessName = (typeof PROCESSES)[number];

/** One metric. Labels have few values that we choose: never a path, an id or anything else that a client makes up. */
export interface MetricDefinition<L extends string = string> {
  readonly name: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  /** What one of it is. */
  readonly unit: string;
  readonly help: string;
  readonly labels: readonly L[];
  readonly processes: readonly ProcessName[];
  /** Of a histogram: the upper bounds of its buckets. */
  readonly buckets?: readonly number[];
}

interface About<L extends string> {
  readonly unit: string;
  readonly help: string;
  readonly labels?: readonly L[];
  readonly processes?: readonly ProcessName[];
}

const define =
  (type: MetricDefinition['type']) =>
  <const L extends string = never>(name: string, { labels = [], processes = PROCESSES, ...about }: About<L>) => ({
    name,
    type,
    labels,
    processes,
    ...about,
  });

export const counter = define('counter');
export const gauge = define('gauge');

/** Seconds: from a page out of memory to a command that waits for another process. */
const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A histogram of seconds. */
export const durations = <const L extends string = never>(name: string, about: Omit<About<L>, 'unit'>): MetricDefinition<L> => ({
  ...define('histogram')<L>(name, { ...about, unit: 'seconds' }),
  buckets: SECONDS,
});
