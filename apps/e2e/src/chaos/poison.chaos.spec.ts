import { randomBytes } from 'node:crypto';
import { RELAY_TOPICS, partitionOf, QuestionAsked, type SetAsideMessage } from '@stoa/contracts';
import type { Message } from 'kafkajs';
import { Cast, eventually, type Client } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import { startServices, type DistributedDeployment } from '@stoa/dev-servers/deployments';
import { logOf } from './campaign.ts';
import { messagesIn, produce } from './raw-kafka.ts';
import { compareReadModels } from './read-models-equal.ts';

const PATIENT = { timeout: 60_000, interval: 200 };
const TOPIC = 'stoa.qa.v1';
const { partitions } = RELAY_TOPICS[TOPIC];
const FAR = '99999999999999999999';

interface Poisoned {
  readonly what: string;
  readonly code: string;
  readonly partition: number;
  readonly message: Message;
}

/** What somebody may write who reaches the broker and has seen a real message, but not the secret. */
function poisons(partition: number, real: Message): Poisoned[] {
  const headers = real.headers!;
  const position = String(headers['stoa_position']);
  const text = JSON.stringify({ questionId: String(real.key) });
  const made = (what: string, code: string, message: Partial<Message>, at = partition): Poisoned => ({
    what,
    code,
    partition: at,
    message: { ...real, ...message },
  });
  const forged = (what: string, changed: Message['headers']) =>
    made(what, 'forged-position', { headers: { ...headers, ...changed } });
  return [
    made('not JSON', 'not-json', { value: '{"questionId": ' }),
    made('no value at all', 'not-json', { value: null }),
    made('an unknown type', 'unknown-type', { headers: { ...headers, ce_type: 'QuestionPraised.v1' }, value: text }),
    made('no headers', 'unknown-type', { headers: {}, value: text }),
    made('a newer version', 'newer-version', { headers: { ...headers, ce_type: 'QuestionAsked.v9' }, value: text }),
    made('another shape', 'wrong-shape', { value: text }),
    made('another key', 'wrong-key', { key: 'another' }),
    made('a real one in another partition', 'wrong-key', {}, (partition + 1) % partitions),
    forged('far ahead', { stoa_position: FAR }),
    forged('between two real ones', { stoa_position: String(BigInt(position) + 1n).padStart(20, '0'), stoa_previous: position }),
    forged('with a hole before it', { stoa_position: FAR, stoa_previous: FAR }),
    forged('signed by a stranger', { stoa_signature: randomBytes(32).toString('base64url') }),
    forged('under another id', { ce_id: 'ffffffff-ffff-5fff-bfff-ffffffffffff' }),
    forged('two positions', { stoa_position: [position, FAR] }),
    made('two types', 'unknown-type', { headers: { ...headers, ce_type: [QuestionAsked.type, QuestionAsked.type] } }),
    made('a watermark', 'forged-position', {
      key: '',
      value: '',
      headers: { ce_type: 'org.stoa.watermark.v1', ce_specversion: '1.0', stoa_position: FAR, stoa_previous: position },
    }),
    made('junk', 'not-json', { headers: {}, key: randomBytes(64), value: randomBytes(1_000_000) }),
  ];
}

await describeWith('messages that nobody can take', ['postgres', 'kafka', 'eventstore'], (servers) => {
  let stoa: DistributedDeployment;
  beforeAll(async () => {
    stoa = await startServices(servers, { projectors: 2, relays: 1 });
  });
  afterAll(async () => stoa?.stop());

  const setAside = async (admin: Client): Promise<SetAsideMessage[]> =>
    (await admin.must('GET', '/v1/set-aside?limit=100')).items as SetAsideMessage[];

  it('are set aside once with bytes and reason, stop nothing else and change no read model', async () => {
    const cast = new Cast(stoa);
    const { admin } = cast;
    const asker = await cast.member('Asker');
    const ask = (title: string) => asker.must('POST', '/v1/questions', { body: { title, body: 'So?', topics: ['Poison'] } });
    const seen = ({ id, position }: { id: string; position: string }) =>
      eventually(() => cast.anyone.must('GET', `/v1/questions/${id}/page?after=${position}`), PATIENT);
    const first = await ask('The one that is copied');
    await seen(first);
    expect(await setAside(admin)).toEqual([]);

    const partition = partitionOf(first.id, partitions);
    const there = await messagesIn(servers.kafka.brokers, TOPIC, partition);
    const real = there.find(({ headers }) => String(headers?.['ce_type']) === QuestionAsked.type) as Message;
    const written = poisons(partition, real);
    for (const { message, partition: at } of written) {
      await produce(servers.kafka.brokers, TOPIC, [{ ...message, partition: at }]);
      // What follows it in the same partition must come through: so must a real message that comes again.
      await produce(servers.kafka.brokers, TOPIC, [{ ...real, partition }]);
    }
    for (let index = 0; index < 2 * partitions; index++) await seen(await ask(`After the poison: ${index}`));

    const found = await eventually(async () => {
      const items = await setAside(admin);
      expect(items).toHaveLength(written.length);
      return items;
    }, PATIENT);
    expect(found.map(({ at }) => at)).toEqual(found.map(({ at }) => at).sort().reverse()); // prettier-ignore
    const told = new Map(
      found.map((item) => [`${item.partition}/${item.bytes}/${item.code}/${JSON.stringify(item.headers)}`, item]),
    );
    expect(told.size).toBe(written.length);
    for (const { what, code, message, partition: at } of written) {
      const bytes = Buffer.from(message.value ?? '').toString('base64');
      const same = found.filter(
        (item) => item.partition === at && item.bytes.replaceAll('\n', '') === bytes && item.code === code,
      );
      expect([what, same.length > 0, same.every(({ size }) => size === Buffer.from(message.value ?? '').length)]).toEqual([
        what,
        true,
        true,
      ]);
    }
    console.log(`${written.length} poison messages: ${written.map(({ what }) => what).join(', ')}; ${found.length} set aside`);

    const projectors = [stoa.service('projectors-1'), stoa.service('projectors-2')];
    await Promise.all(projectors.map((service) => service.kill()));
    for (const service of projectors) service.start();
    await stoa.ready();
    await seen(await ask('After a restart'));
    expect(await setAside(admin)).toHaveLength(written.length);
    for (const { projection, live, folded } of await compareReadModels(servers.postgres.url, await logOf(servers)))
      expect([projection, live]).toEqual([projection, folded]);
  });
});
