/** The suites of tests, told apart by the end of a spec's file name: a name of its own suite before `.spec.ts`, or none for `test`. */
export const SUITES = [
  /** Needs nothing but this checkout: no server, no network, no data. */
  'test',
  /** Asks for Kafka, Postgres or an event store. */
  'servers',
  /** Kills, faults and campaigns, of one process or of many. */
  'chaos',
  /** Reads published data under CORPUS_DIR. */
  'corpus',
];
const NAMED = SUITES.filter((suite) => suite !== 'test');

/** The suite of a spec file; `test`, the hermetic one, where its name has none. */
export const suiteOf = (file) => NAMED.find((suite) => new RegExp(`\\.${suite}\\.spec\\.tsx?$`).test(file)) ?? 'test';

/** Jest's `testMatch` within a project's folder: of one suite, or of all where none is given. */
export function testMatch(suite) {
  const everything = '<rootDir>/src/**/*.spec.{ts,tsx}';
  if (suite === undefined) return [everything];
  if (!SUITES.includes(suite)) throw new Error(`No suite ${suite}; there are ${SUITES.join(', ')}`);
  const named = (name) => `**/*.${name}.spec.{ts,tsx}`;
  return suite === 'test' ? [everything, ...NAMED.map((name) => `!${named(name)}`)] : [`<rootDir>/src/${named(suite)}`];
}
