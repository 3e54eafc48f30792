/** The suites of tests, told apart by the end of a spec's file name; `.spec.ts` without one of these before it is the hermetic suite. */
export const SUITES = {
  /** Needs nothing but this checkout: no server, no network, no data. */
  test: '.spec.ts',
  /** Asks for Kafka, Postgres or an event store. */
  servers: '.servers.spec.ts',
  /** Kills, faults and campaigns, of one process or of many. */
  chaos: '.chaos.spec.ts',
  /** Reads published data under CORPUS_DIR. */
  corpus: '.corpus.spec.ts',
};

/** Jest's `testMatch` within a project's folder: of one suite, or of all where none is given. */
export function testMatch(suite) {
  const everything = '<rootDir>/src/**/*.spec.ts';
  if (suite === undefined) return [everything];
  if (!Object.hasOwn(SUITES, suite)) throw new Error(`No suite ${suite}; there are ${Object.keys(SUITES).join(', ')}`);
  const others = Object.keys(SUITES).filter((name) => name !== 'test');
  return suite === 'test'
    ? [everything, ...others.map((name) => `!**/*${SUITES[name]}`)]
    : [`<rootDir>/src/**/*${SUITES[suite]}`];
}
