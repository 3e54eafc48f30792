import {
  certificateAuthority,
  grant,
  kafkajsAccess,
  localSecuredKafka,
  type KafkaRights,
  type SecuredKafkaServer,
} from '@stoa/dev-servers';
import { TOPICS } from '@stoa/contracts';
import { eventually, patient } from '@stoa/testing';
import kafkajs from 'kafkajs';
import { KafkaEventStream, type KafkaOptions } from './index.ts';
import { silent } from './testing/silent.ts';

const source = await localSecuredKafka().catch((error: Error) => ({ why: error.message }));
const MECHANISMS = ['PLAIN', 'SCRAM-SHA-256', 'SCRAM-SHA-512'] as const;
const WRONG = 'the-wrong-one';
// The suite waits longer on a busy machine.
const WITHIN = { timeout: 15_000 };
const START_WITHIN = patient(180_000);

('why' in source ? describe.skip : describe)(`A Kafka with TLS and users ${'why' in source ? source.why : ''}`, () => {
  let kafka: SecuredKafkaServer;
  const opened: KafkaEventStream[] = [];
  beforeAll(async () => {
    if ('start' in source) kafka = await source.start();
  }, START_WITHIN);
  afterEach(async () => void (await Promise.all(opened.splice(0).map((stream) => stream.close()))));
  afterAll(() => kafka?.stop(), START_WITHIN);

  function open(more: Partial<KafkaOptions> = {}): KafkaEventStream {
    const brokers = kafka.brokers.split(',');
    const options = { brokers, clientId: 'secured', log: silent, topics: {}, ...kafka.access('admin', 'SCRAM-SHA-512'), ...more };
    const stream = new KafkaEventStream(options);
    opened.push(stream);
    return stream;
  }

  const granted = (rights: KafkaRights, account: string) =>
    grant(kafka.brokers, kafka.access('admin', 'PLAIN'), new Map([[account, rights]]));

  it.each(MECHANISMS)('carries messages for a user that authenticates by %s', async (mechanism) => {
    const topic = `by-${mechanism}`;
    const stream = open({ ...kafka.access('admin', mechanism), topics: { [topic]: { partitions: 1, retentionMs: -1 } } });
    await stream.ensureTopics();
    await stream.publish({ topic, partition: 0 }, [{ key: 'k', value: Buffer.from('v'), headers: {} }]);
    const keys = consumed(stream, `readers-${mechanism}`, topic);
    await eventually(() => expect(keys).toEqual(['k']), WITHIN);
    expect(await stream.health()).toBeNull();
  });

  it.each(MECHANISMS)('refuses a wrong password by %s, which is said without the password', async (mechanism) => {
    const { tls, sasl } = kafka.access('admin', mechanism);
    const stream = open({ tls, sasl: { ...sasl, password: WRONG } });
    const why = `Kafka at ${kafka.brokers} refused the user or the password (STOA_KAFKA_USER, STOA_KAFKA_PASSWORD) by ${mechanism}.`;
    const publication = stream.publish({ topic: 'any', partition: 0 }, [{ key: 'k', value: Buffer.from('v'), headers: {} }]);
    await expect(publication).rejects.toMatchObject({ name: 'DependencyFailure', message: why });
    expect(await stream.health()).toBe(why);
    const troubles: unknown[] = [];
    const unused = { assigned: async () => undefined, revoked: async () => undefined, handle: async () => undefined };
    stream.consume('nobody', ['any'], unused, (error) => troubles.push(error));
    await eventually(() => expect(troubles).toContainEqual(expect.objectContaining({ message: why })), WITHIN);
  });

  it.each([
    [
      'another CA than its own',
      () => ({ tls: { ca: certificateAuthority('Another').cert } }),
      /certificate of Kafka .* is not trusted .*STOA_KAFKA_CA_FILE/,
    ],
    ['no TLS', () => ({ tls: undefined }), /speaks TLS: set STOA_KAFKA_TLS|hangs up at once: it may want TLS \(STOA_KAFKA_TLS\)/],
    ['no user', () => ({ sasl: undefined }), /STOA_KAFKA_SASL_MECHANISM/],
  ])('with %s is not usable, and the setting is named', async (_what, more, why) => {
    const stream = open(more());
    await eventually(async () => expect(await stream.health()).toMatch(why), WITHIN);
  });

  describe('that knows its clients by certificates', () => {
    const certified = (tls: KafkaOptions['tls']) => open({ brokers: [kafka.certified.brokers], tls, sasl: undefined });

    it('carries messages for the user that a certificate names, with its rights', async () => {
      const stream = certified(kafka.certified.tls('relay'));
      const topic = 'for-the-relay';
      const { ca } = kafka.certified.tls('relay');
      const admin = certified(kafka.certified.tls('admin'));
      const publication = (to: string) =>
        stream.publish({ topic: to, partition: 0 }, [{ key: 'k', value: Buffer.from('v'), headers: {} }]);
      await open({
        topics: { [topic]: { partitions: 1, retentionMs: -1 }, another: { partitions: 1, retentionMs: -1 } },
      }).ensureTopics();
      await grant(
        kafka.brokers,
        kafka.access('admin', 'PLAIN'),
        new Map([['relay', { topics: [topic], operations: ['WRITE'] }]]),
      );
      await eventually(() => publication(topic), WITHIN);
      await expect(publication('another')).rejects.toThrow(/denies a topic to/);
      const keys = consumed(admin, 'certified-readers', topic);
      await eventually(() => expect(keys).toEqual(['k']), WITHIN);
      await eventually(async () => expect(await certified({ ca }).health()).toMatch(/STOA_KAFKA_CERT_FILE/), WITHIN);
    });

    it('refuses a certificate of another CA, and the setting is named', async () => {
      const { ca } = kafka.certified.tls('relay');
      const another = certificateAuthority('Another').issue('relay');
      await eventually(async () => expect(await certified({ ca, ...another }).health()).toMatch(/STOA_KAFKA_CERT_FILE/), WITHIN);
    });
  });

  describe('whose user may not create topics', () => {
    const asUser = (more: Partial<KafkaOptions>) => open({ ...kafka.access('user', 'SCRAM-SHA-256'), ...more });
    const asAdmin = async <A>(work: (admin: kafkajs.Admin) => Promise<A>) => {
      const access = kafkajsAccess(kafka.access('admin', 'PLAIN'));
      const logLevel = kafkajs.logLevel.NOTHING;
      const admin = new kafkajs.Kafka({ brokers: kafka.brokers.split(','), ...access, logLevel }).admin();
      await admin.connect();
      return work(admin).finally(() => admin.disconnect());
    };

    it('names topics that are missing, and how to create them', async () => {
      const missing = asUser({ topics: TOPICS }).ensureTopics();
      await expect(missing).rejects.toMatchObject({ code: 'missing-topics' });
      for (const [topic, { partitions, retentionMs }] of Object.entries(TOPICS))
        await expect(missing).rejects.toThrow(
          `kafka-topics.sh --bootstrap-server ${kafka.brokers} --create --topic ${topic} --partitions ${partitions} --replication-factor 1 --config retention.ms=${retentionMs}`,
        );
    });

    it('is served by topics that exist, with no more rights than to read and write them and to read as its group', async () => {
      const topics = { mine: { partitions: 2, retentionMs: -1 } };
      await asAdmin(async (admin) => {
        await admin.createTopics({ topics: [{ topic: 'mine', numPartitions: 2 }], waitForLeaders: true });
      });
      await granted({ topics: ['mine'], operations: ['READ', 'WRITE'], group: 'mine' }, 'user');
      const stream = asUser({ topics });
      await eventually(() => stream.ensureTopics(), WITHIN);
      await stream.publish({ topic: 'mine', partition: 1 }, [{ key: 'k', value: Buffer.from('v'), headers: {} }]);
      expect(await stream.ends('mine')).toEqual([0n, 1n]);
      const keys = consumed(stream, 'mine', 'mine');
      await eventually(() => expect(keys).toEqual(['k']), WITHIN);
      expect(await stream.health()).toBeNull();
    });

    it('is told what it is denied, and by which name', async () => {
      await asAdmin((admin) => admin.createTopics({ topics: [{ topic: 'theirs' }], waitForLeaders: true }));
      const publication = asUser({}).publish({ topic: 'theirs', partition: 0 }, [
        { key: 'k', value: Buffer.from('v'), headers: {} },
      ]);
      await expect(publication).rejects.toMatchObject({
        name: 'DependencyFailure',
        message: expect.stringMatching(/denies a topic to the user user; .*run-it-distributed/),
      });
    });
  });
});

/** The keys of the messages that a group is given. */
function consumed(stream: KafkaEventStream, group: string, topic: string): string[] {
  const keys: string[] = [];
  const handler = {
    assigned: async () => undefined,
    revoked: async () => undefined,
    handle: async (_at: unknown, records: readonly { key: string }[]) => void keys.push(...records.map(({ key }) => key)),
  };
  stream.consume(group, [topic], handler, () => undefined);
  return keys;
}
