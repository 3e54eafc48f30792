import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { eventStoreOption, logOption, portOption, postgresOption, serviceSecretOption, wholeNumber } from './common-options.ts';
import { renderConfigReference } from './config-reference.ts';
import { kafkaOptions } from './kafka-options.ts';
import { option } from './option.ts';
import { readConfig } from './read-config.ts';

const options = {
  port: portOption(3000),
  pageCacheMb: option('STOA_PAGE_CACHE_MB', wholeNumber(0, 4096).default(128)),
  demo: option('STOA_DEMO', z.stringbool().default(false)),
  log: logOption,
  ...kafkaOptions,
};
const withSecret = { port: portOption(3000), serviceSecret: serviceSecretOption };
const SECRET = 'a-secret-of-many-characters';

describe('reading a configuration', () => {
  it('takes variables, and options before them', () =>
    expect(readConfig(options, ['--port', '8080', '--demo'], { STOA_PORT: '9090', STOA_LOG: 'warn', OTHER: 'x' })).toMatchObject({
      port: 8080,
      demo: true,
      log: 'warn',
    }));

  it('names every problem in one line, and no value', () => {
    const wrong = () => readConfig(options, [], { STOA_PORT: 'hunter2', STOA_PAGE_CACHE_MB: '-1', STOA_KAFKA: 'hunter2' });
    expect(wrong).toThrow(/STOA_PORT.*STOA_PAGE_CACHE_MB.*STOA_KAFKA/);
    expect(wrong).not.toThrow(/hunter2/);
  });

  it.each([[['--prot', '1']], [['stray']]])('refuses what is no option: %j', (args) =>
    expect(() => readConfig(options, args, {})).toThrow(/Unknown option .*--port/),
  );

  it('does not repeat the value of an option that it does not know', () =>
    expect(() => readConfig(withSecret, ['--service-secret=hunter2'], {})).not.toThrow(/hunter2/));

  it.each(['esdb', 'esdb+discover', 'kurrentdb', 'kurrentdb+discover'])('takes an event store at %s://', (scheme) =>
    expect(readConfig({ eventStore: eventStoreOption }, [], { STOA_EVENTSTORE: `${scheme}://db?tls=false` }).eventStore).toBe(
      `${scheme}://db?tls=false`,
    ),
  );

  it('names the schemes of event stores where another one is given', () =>
    expect(() => readConfig({ eventStore: eventStoreOption }, [], { STOA_EVENTSTORE: 'mongodb://db' })).toThrow(
      /STOA_EVENTSTORE: .*esdb, esdb\+discover, kurrentdb or kurrentdb\+discover/,
    ));

  it('takes a list with commas', () =>
    expect(readConfig(options, [], { STOA_KAFKA: 'a:1, b.example:9092' }).kafka).toEqual(['a:1', 'b.example:9092']));

  it.each([[''], [','], ['a'], ['a:b']])('refuses %j as brokers', (text) =>
    expect(() => readConfig(options, [], { STOA_KAFKA: text })).toThrow(/STOA_KAFKA/),
  );
});

describe('a secret', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-config-'));
  const file = join(folder, 'secret');
  writeFileSync(file, `${SECRET}\n`);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    ['a variable', [], { STOA_SERVICE_SECRET: SECRET }],
    ['a file that a variable names', [], { STOA_SERVICE_SECRET_FILE: file }],
    ['a file that an option names', ['--service-secret-file', file], { STOA_SERVICE_SECRET: 'another-secret-here' }],
  ])('comes from %s', (_from, args, environment) => expect(readConfig(withSecret, args, environment).serviceSecret).toBe(SECRET));

  it('that is part of an address may be in a file too', () => {
    const addresses = { eventStore: eventStoreOption, postgres: postgresOption };
    const held = join(folder, 'address');
    writeFileSync(held, 'postgres://stoa:hunter2@db/stoa\n');
    expect(readConfig(addresses, [], { STOA_POSTGRES_FILE: held }).postgres).toBe('postgres://stoa:hunter2@db/stoa');
    writeFileSync(held, 'http://stoa:hunter2@db');
    for (const variable of ['STOA_POSTGRES_FILE', 'STOA_EVENTSTORE_FILE']) {
      const wrong = () => readConfig(addresses, [], { [variable]: held });
      expect(wrong).toThrow(variable.replace('_FILE', ''));
      expect(wrong).not.toThrow(/hunter2/);
    }
    expect(renderConfigReference({ some: addresses })).toContain('| `STOA_POSTGRES` or `STOA_POSTGRES_FILE` |');
  });

  it('is never an option by itself', () =>
    expect(() => readConfig(withSecret, ['--service-secret', SECRET], {})).toThrow(/Unknown option --service-secret;/));

  it('that is missing, too short or in a missing file is reported with the rest', () => {
    expect(() => readConfig(withSecret, [], {})).toThrow(/STOA_SERVICE_SECRET: required/);
    expect(() => readConfig(withSecret, [], { STOA_SERVICE_SECRET: 'short', STOA_PORT: 'x' })).toThrow(
      /STOA_PORT.*STOA_SERVICE_SECRET: at least 16/,
    );
    expect(() => readConfig(withSecret, [], { STOA_SERVICE_SECRET_FILE: join(folder, 'none') })).toThrow(
      /STOA_SERVICE_SECRET_FILE: the file cannot be read \(ENOENT\)/,
    );
  });

  it('is documented by where it comes from', () =>
    expect(renderConfigReference({ some: withSecret })).toContain(
      '| `--service-secret-file` | `STOA_SERVICE_SECRET` or `STOA_SERVICE_SECRET_FILE` | text of at least 16 characters | required |',
    ));
});
