import { TOPICS, VIEW_FACTS, factsOf, toldFacts } from '@stoa/contracts';
import { describeWith } from '@stoa/dev-servers';
import { Client, eventually, patient, rounds, seeded } from '@stoa/testing';
import { messagesIn } from '../chaos/raw-kafka.ts';
import type { KillPoint } from './kill-point.ts';
import { KilledStack, type Victim } from './killed-stack.ts';
import { keyOfFact, keyOfSealed } from './acknowledged.ts';
import { countedIn, factsIn, faultsIn, sumsOf } from './sealed-views.ts';

const ROUNDS = rounds('STOA_KILLS', { small: 5, full: 40 });
const SEED = Number(process.env['STOA_SEED'] ?? Math.floor(Math.random() * 1e9));
const MINUTES = 60_000;
/** Who is killed, in turn, and where; without a point at any moment. */
const STRIKES: readonly [Victim, KillPoint?][] = [
  ['gateway', 'published'],
  ['view-analytics', 'sealed'],
  ['kafka'],
  ['view-analytics', 'appending'],
  ['eventstore'],
  ['gateway'],
  ['view-analytics'],
  ['gateway', 'publishing'],
  ['view-analytics', 'sealing'],
];

await describeWith('views on their way through Kafka, under SIGKILL', ['postgres', 'kafka', 'eventstore'], (servers) => {
  let stack: KilledStack;
  beforeAll(
    async () => {
      stack = await KilledStack.start(servers, seeded(SEED));
    },
    patient(3 * MINUTES),
  );
  afterAll(() => stack?.stoa.stop());

  it(
    `none that was acknowledged is lost or counted twice over ${ROUNDS} kills`,
    async () => {
      const readers = stack.readers();
      for (let round = 0; round < ROUNDS; round++) await stack.strike(...STRIKES[round % STRIKES.length]!);
      const shards = await stack.conclude(readers);
      const { acknowledged, refused, optedOutSent } = readers;
      const faults = faultsIn(shards, acknowledged);
      const sums = sumsOf(shards);
      const inKafka = await told(servers.kafka.brokers);
      console.log(
        `seed ${SEED}: kills ${JSON.stringify(stack.kills)}; ${acknowledged.facts.size} facts acknowledged, ${acknowledged.again} requests sent again, ` +
          `${inKafka.facts} facts in Kafka, ${sums.facts} in classes, ${sums.retries} retries, ${sums.optedOut} of ${acknowledged.optedOut} opted out, ${sums.batches} batches; ` +
          `lost ${faults.lost.length}, doubled ${faults.doubled.length}, unknown ${faults.unknown.length}, broken ${faults.broken.length}, refused ${refused.length}`,
      );
      expect({ ...faults, refused }).toEqual({ lost: [], doubled: [], unknown: [], broken: [], refused: [] });
      expect(sums.facts).toBe(acknowledged.facts.size);
      expect({ facts: sums.facts + sums.retries, optedOut: sums.optedOut }).toEqual(inKafka);
      expect(sums.optedOut).toBeGreaterThanOrEqual(acknowledged.optedOut);
      expect(sums.optedOut).toBeLessThanOrEqual(optedOutSent);
      expect(acknowledged.facts.size).toBeGreaterThan(100);
      expect([...countedIn(shards).values()].reduce((sum, views) => sum + views, 0)).toBeGreaterThan(50);
      await eventually(() => pagesShow(countedIn(shards)), { timeout: 60_000, interval: 250 });
    },
    patient((3 + ROUNDS / 2) * MINUTES),
  );

  it(
    'a gateway that acknowledges before Kafka has it is noticed',
    async () => {
      const readers = stack.readers();
      await stack.strike('gateway', 'published', 'hasty');
      const { lost } = faultsIn(await stack.conclude(readers, false), readers.acknowledged);
      expect(lost.length).toBeGreaterThan(0);
    },
    patient(4 * MINUTES),
  );

  it('no address, full user agent or full referrer is in a message, an event or a line of a log', async () => {
    const address = '203.0.113.171';
    const headers = {
      'x-forwarded-for': address,
      'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:132.0) Gecko/20100101 Firefox/132.0 PrivateBuild',
      referer: 'https://elsewhere.example/private/path',
    };
    const [page] = stack.pages;
    const reader = new Client(stack.stoa.url, headers);
    const ticket = await reader.must('GET', `/v1/questions/${page!.question}/render`);
    const seen = { ...ticket, kind: 'glimpse', question: page!.question, share: 1, visibleMs: 10, referrer: 'elsewhere.example' };
    expect((await reader.post('/v1/views', { facts: [seen] })).status).toBe(202);
    const key = keyOfFact({ ...seen, answer: null });
    const sealed = await eventually(
      async () => {
        const facts = factsIn(await stack.batches());
        expect(facts.map(keyOfSealed)).toContain(key);
        return facts;
      },
      { timeout: 30_000, interval: 250 },
    );
    const messages: string[] = [];
    for (let partition = 0; partition < TOPICS[VIEW_FACTS]!.partitions; partition++)
      for (const { key: of, value } of await messagesIn(servers.kafka.brokers, VIEW_FACTS, partition))
        messages.push(`${of} ${value}`);
    const written = [JSON.stringify(sealed), ...messages].join('\n');
    expect(written).toContain('elsewhere.example');
    for (const secret of [address, 'PrivateBuild', 'Gecko/', 'private/path']) {
      expect([secret, written.includes(secret)]).toEqual([secret, false]);
      for (const service of stack.stoa.services.values()) expect(service.said(secret)).toEqual([]);
    }
    expect(stack.stoa.service('gateway').said('/v1/views').length).toBeGreaterThan(0);
  });

  async function pagesShow(counted: ReadonlyMap<string, number>): Promise<void> {
    const anyone = new Client(stack.stoa.url);
    for (const { question, answers } of stack.pages) {
      const page = await anyone.must('GET', `/v1/questions/${question}/page`);
      const shown = new Map(page.answers.map(({ id, views }: { id: string; views: { total: number } }) => [id, views.total]));
      for (const answer of answers) expect([answer, shown.get(answer)]).toEqual([answer, counted.get(answer) ?? 0]);
    }
  }
});

/** What readers told, as often as it is in the topic. */
async function told(brokers: string) {
  const sums = { facts: 0, optedOut: 0 };
  for (let partition = 0; partition < TOPICS[VIEW_FACTS]!.partitions; partition++)
    for (const { value } of await messagesIn(brokers, VIEW_FACTS, partition)) {
      const message = toldFacts.parse(JSON.parse(String(value)));
      sums.facts += factsOf(message).length;
      sums.optedOut += message.optedOut;
    }
  return sums;
}
