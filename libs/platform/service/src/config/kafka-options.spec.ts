import { generateKeyPairSync } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rootCertificates } from 'node:tls';
import { kafkaConnection, kafkaOptions } from './kafka-options.ts';
import { readConfig } from './read-config.ts';

const folder = mkdtempSync(join(tmpdir(), 'stoa-kafka-options-'));
const file = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
afterAll(() => rmSync(folder, { recursive: true }));

const [ca = '', another = ''] = rootCertificates;
const key = String(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ type: 'pkcs8', format: 'pem' }));
const read = (environment: Record<string, string>, ...args: string[]) =>
  kafkaConnection(readConfig(kafkaOptions, args, environment));
const user = { STOA_KAFKA_SASL_MECHANISM: 'SCRAM-SHA-512', STOA_KAFKA_USER: 'stoa', STOA_KAFKA_PASSWORD: 'hunter2' };

describe('how Kafka is reached', () => {
  it('is in the clear and as nobody where nothing is set', () =>
    expect(read({})).toEqual({ brokers: ['127.0.0.1:9092'], tls: undefined, sasl: undefined }));

  it('is over TLS, with the CAs that Node knows or those of a file', () => {
    expect(read({ STOA_KAFKA_TLS: 'true' }).tls).toEqual({ ca: undefined, cert: undefined, key: undefined });
    const bundle = `${ca}\n${another}`;
    const environment = { STOA_KAFKA_TLS: 'true', STOA_KAFKA_CA_FILE: file('ca.crt', `${bundle}\n`) };
    expect(read(environment).tls).toMatchObject({ ca: bundle });
    expect(read({}, '--kafka-tls', '--kafka-ca-file', environment.STOA_KAFKA_CA_FILE).tls).toMatchObject({ ca: bundle });
  });

  it('is with a certificate of its own, whose key is in a file', () => {
    const environment = {
      STOA_KAFKA_TLS: 'true',
      STOA_KAFKA_CERT_FILE: file('own.crt', ca),
      STOA_KAFKA_KEY_FILE: file('own.key', key),
    };
    expect(read(environment).tls).toMatchObject({ cert: ca.trim(), key: key.trim() });
  });

  it('is as a user, whose password may be in a file', () => {
    const sasl = { mechanism: 'SCRAM-SHA-512', user: 'stoa', password: 'hunter2' };
    expect(read(user).sasl).toEqual(sasl);
    const { STOA_KAFKA_PASSWORD: _inline, ...others } = user;
    expect(read({ ...others, STOA_KAFKA_PASSWORD_FILE: file('password', 'hunter2\n') }).sasl).toEqual(sasl);
  });
});

describe('one line names the variable, and no value', () => {
  it.each([
    ['STOA_KAFKA_TLS', { STOA_KAFKA_TLS: 'perhaps' }, /STOA_KAFKA_TLS: true or false/],
    ['a CA that is none', { STOA_KAFKA_TLS: 'true', STOA_KAFKA_CA: 'hunter2' }, /STOA_KAFKA_CA: certificates in PEM/],
    [
      'a CA that is cut off',
      { STOA_KAFKA_TLS: 'true', STOA_KAFKA_CA: `${ca.slice(0, 300)}\n-----END CERTIFICATE-----` },
      /STOA_KAFKA_CA: /,
    ],
    ['a file that is missing', { STOA_KAFKA_TLS: 'true', STOA_KAFKA_CA_FILE: '/nowhere/ca.crt' }, /STOA_KAFKA_CA_FILE: .*ENOENT/],
    ['a CA without TLS', { STOA_KAFKA_CA: ca }, /STOA_KAFKA_CA: only together with STOA_KAFKA_TLS/],
    ['a CA with TLS off', { STOA_KAFKA_CA: ca, STOA_KAFKA_TLS: 'false' }, /STOA_KAFKA_CA: only together with STOA_KAFKA_TLS/],
    [
      'a certificate without its key',
      { STOA_KAFKA_TLS: 'true', STOA_KAFKA_CERT: ca },
      /STOA_KAFKA_CERT: only together with STOA_KAFKA_KEY/,
    ],
    [
      'a key that is none',
      { STOA_KAFKA_TLS: 'true', STOA_KAFKA_CERT: ca, STOA_KAFKA_KEY: 'hunter2' },
      /STOA_KAFKA_KEY: a private key/,
    ],
    ['a mechanism that is none', { ...user, STOA_KAFKA_SASL_MECHANISM: 'hunter2' }, /STOA_KAFKA_SASL_MECHANISM: /],
    [
      'a mechanism without a user',
      { STOA_KAFKA_SASL_MECHANISM: 'PLAIN' },
      /STOA_KAFKA_SASL_MECHANISM: only together with STOA_KAFKA_USER and STOA_KAFKA_PASSWORD/,
    ],
    ['a user without a mechanism', { STOA_KAFKA_USER: 'stoa' }, /STOA_KAFKA_USER: only together with STOA_KAFKA_SASL_MECHANISM/],
  ])('for %s', (_what, environment: Record<string, string>, line) => {
    const wrong = () => read(environment);
    expect(wrong).toThrow(line);
    expect(wrong).not.toThrow(/hunter2/);
  });

  it('and a file that is missing is not reported twice', () => {
    const { STOA_KAFKA_PASSWORD: _inline, ...others } = user;
    const wrong = () => read({ ...others, STOA_KAFKA_PASSWORD_FILE: '/nowhere' });
    expect(wrong).toThrow(/STOA_KAFKA_PASSWORD_FILE/);
    expect(wrong).not.toThrow(/together/);
  });
});
