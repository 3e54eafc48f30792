import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer } from 'node:tls';
import { selfSigned } from '@stoa/dev-servers';
import { KafkaEventStream, type KafkaOptions } from '../index.ts';
import { silent } from '../testing/silent.ts';
import { kafkaVerdict } from './kafka-failures.ts';

const certificate = selfSigned('localhost');
const sockets = new Set<Socket>();
const hangUp = (socket: Socket) => {
  sockets.add(socket.on('error', () => undefined));
  socket.once('data', () => socket.end());
};
const servers: Record<'plain' | 'tls', Server> = { plain: createServer(hangUp), tls: createTlsServer(certificate, hangUp) };
beforeAll(async () => {
  for (const server of Object.values(servers)) await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
});
afterAll(async () => {
  for (const socket of sockets) socket.destroy();
  for (const server of Object.values(servers)) await new Promise((done) => server.close(done));
});

const at = (kind: 'plain' | 'tls', host: string) => `${host}:${(servers[kind].address() as AddressInfo).port}`;

async function healthOf(broker: string, more: Partial<KafkaOptions>): Promise<string | null> {
  const stream = new KafkaEventStream({ brokers: [broker], clientId: 'a test', log: silent, ...more });
  try {
    return await stream.health();
  } finally {
    await stream.close();
  }
}

describe('why Kafka cannot be used', () => {
  it.each([
    [
      'a certificate of an unknown CA',
      'tls' as const,
      'localhost',
      { tls: {} },
      /^The certificate of Kafka at localhost:\d+ is not trusted \(.*self-signed certificate.*\); STOA_KAFKA_CA_FILE /,
    ],
    [
      'a certificate for another host',
      'tls',
      '127.0.0.1',
      { tls: { ca: certificate.cert } },
      /is for other hosts \(.*127\.0\.0\.1.*STOA_KAFKA/,
    ],
    ['TLS where there is none', 'plain', 'localhost', { tls: {} }, /hung up during the TLS handshake: .*STOA_KAFKA_TLS/],
    [
      'no TLS where it is asked for',
      'tls',
      'localhost',
      {},
      /speaks TLS: set STOA_KAFKA_TLS to true|hangs up at once: it may want TLS \(STOA_KAFKA_TLS\)/,
    ],
    ['no user where one is asked for', 'plain', 'localhost', {}, /hangs up at once: .* a user \(STOA_KAFKA_SASL_MECHANISM\)/],
  ] as const)('is said of %s', async (_what, kind, host, more, why) => expect(await healthOf(at(kind, host), more)).toMatch(why));
});

describe('a verdict', () => {
  const connection = { brokers: ['k:1'], sasl: { mechanism: 'PLAIN', user: 'stoa', password: 'hunter2' } } as const;
  const refused = Object.assign(
    new Error('SASL PLAIN authentication failed: Authentication failed: Invalid username or password'),
    {
      name: 'KafkaJSSASLAuthenticationError',
    },
  );

  it('is found in what the library wraps, with the error kept', () => {
    const wrapped = new Error('It was tried 5 times', { cause: refused });
    expect(kafkaVerdict(wrapped, undefined, connection)).toMatchObject({
      message: 'Kafka at k:1 refused the user or the password (STOA_KAFKA_USER, STOA_KAFKA_PASSWORD) by PLAIN.',
      cause: wrapped,
    });
  });

  it.each([
    ['UNSUPPORTED_SASL_MECHANISM', /does not take PLAIN; STOA_KAFKA_SASL_MECHANISM/],
    ['GROUP_AUTHORIZATION_FAILED', /denies its consumer group to the user stoa/],
    ['TOPIC_AUTHORIZATION_FAILED', /denies a topic to the user stoa/],
  ])('is %s', (type, sentence) =>
    expect(kafkaVerdict(Object.assign(new Error('no'), { type }), undefined, connection)?.message).toMatch(sentence),
  );

  it.each([
    [
      'a connection that breaks while the user is checked',
      Object.assign(new Error('SASL PLAIN authentication failed: Closed connection'), { name: refused.name }),
    ],
    [
      'a handshake that this side gave up',
      Object.assign(
        new Error('Connection error: Client network socket disconnected before secure TLS connection was established'),
        { code: 'ECONNRESET' },
      ),
    ],
    ['a broker that is unavailable', Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })],
    ['a partition without a leader', Object.assign(new Error('no leader'), { type: 'NOT_LEADER_FOR_PARTITION' })],
  ])('is not %s', (_what, error) => expect(kafkaVerdict(error, undefined, connection)).toBeUndefined());
});
