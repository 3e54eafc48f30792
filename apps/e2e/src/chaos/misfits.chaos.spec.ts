import pg from 'pg';
import { Cast, eventually } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import { startServices, type DistributedDeployment } from '@stoa/dev-servers/deployments';
import { logOf } from './campaign.ts';
import { addPartitions, createTopic, relayedEvents, wipe } from './raw-kafka.ts';
import { compareReadModels } from './read-models-equal.ts';

const PATIENT = { timeout: 60_000, interval: 250 };
const TOPIC = 'stoa.qa.v1';

await describeWith('what does not fit', ['postgres', 'kafka', 'eventstore'], (servers) => {
  let stoa: DistributedDeployment;
  let ask: (title: string) => Promise<{ id: string; position: string }>;
  beforeAll(async () => {
    stoa = await startServices(servers, { projectors: 1, relays: 2 });
    const asker = await new Cast(stoa).member('Asker');
    ask = (title) => asker.must('POST', '/v1/questions', { body: { title, body: 'So?', topics: ['Misfits'] } });
  });
  afterAll(async () => stoa?.stop());

  const services = (...names: string[]) => names.map((name) => stoa.service(name));
  const stop = (...names: string[]) => Promise.all(services(...names).map((service) => service.stop()));
  const start = (...names: string[]) => services(...names).forEach((service) => service.start());
  /** Waits until a process has said, in one line, a sentence; and, where it must, has ended. */
  const says = (name: string, sentence: string, { ends }: { ends: boolean }) =>
    eventually(() => {
      const service = stoa.service(name);
      const lines = service.said(sentence);
      expect(lines.length).toBeGreaterThan(0);
      expect(lines.at(-1)).not.toContain('    at ');
      if (ends) expect(service.exitCode).toBe(1);
      return lines.at(-1) as string;
    }, PATIENT);
  const whole = async () => {
    await stoa.ready();
    for (const { projection, live, folded } of await compareReadModels(servers.postgres.url, await logOf(servers)))
      expect([projection, live]).toEqual([projection, folded]);
  };

  it('two relays at once: one is active at a time, and each event is in the topics', async () => {
    for (let index = 0; index < 20; index++) await ask(`Of two relays: ${index}`);
    await whole();
    const log = await logOf(servers);
    const relayed = await eventually(async () => {
      const positions = await relayedEvents(servers.kafka.brokers);
      expect(positions.length).toBeGreaterThanOrEqual(log.length);
      return positions;
    }, PATIENT);
    expect([...new Set(relayed)].sort()).toEqual(log.map(({ position }) => position));
    const terms = services('relay-1', 'relay-2').flatMap((service) => service.said('this relay is now the leader'));
    console.log(`${log.length} events, ${relayed.length - log.length} said again, ${terms.length} terms: ${terms[0]}`);
    expect(terms.length).toBeGreaterThan(0);
    // On a machine that sleeps the lease may pass on, and only then may anything be said again.
    if (terms.length === 1) expect(relayed).toHaveLength(log.length);
  });

  it('a topic with fewer partitions than stated: relay and projectors say so, nothing is written there, commands go on', async () => {
    await stop('relay-1', 'relay-2', 'projectors-1');
    await wipe(servers.kafka.brokers);
    await createTopic(servers.kafka.brokers, TOPIC, 2);
    start('relay-1', 'projectors-1');
    const sentence = `Topic ${TOPIC} has 2 partitions, not 6`;
    console.log(await says('projectors-1', sentence, { ends: true }));
    console.log(await says('relay-1', sentence, { ends: false }));
    await ask('While the topic does not fit');
    expect(await relayedEvents(servers.kafka.brokers)).toEqual([]);
    await wipe(servers.kafka.brokers);
    start('relay-2', 'projectors-1');
    await whole();
  });

  it('a stream topic with more partitions: projectors that start report it, and recover when the topic is recreated', async () => {
    await addPartitions(servers.kafka.brokers, TOPIC, 8);
    await stop('projectors-1');
    start('projectors-1');
    console.log(await says('projectors-1', `Topic ${TOPIC} has 8 partitions, not 6`, { ends: true }));
    await ask('While the topic has too many');
    await wipe(servers.kafka.brokers);
    await stop('relay-1', 'relay-2');
    start('relay-1', 'relay-2', 'projectors-1');
    await whole();
  });

  it('a read store of a newer version: processes that would write there exit, and change nothing', async () => {
    const client = new pg.Client({ connectionString: servers.postgres.url });
    await client.connect();
    try {
      await client.query(`INSERT INTO stoa.migrations (timestamp, name) VALUES (9000000000000, 'Newer9000000000000')`);
      await stop('projectors-1', 'relay-1', 'relay-2');
      start('projectors-1', 'relay-1');
      for (const name of ['projectors-1', 'relay-1'])
        console.log(await says(name, 'The read store is of a newer version', { ends: true }));
      await ask('While the read store is newer');
      await client.query('DELETE FROM stoa.migrations WHERE timestamp = 9000000000000');
    } finally {
      await client.end();
    }
    start('projectors-1', 'relay-1', 'relay-2');
    await whole();
  });
});
