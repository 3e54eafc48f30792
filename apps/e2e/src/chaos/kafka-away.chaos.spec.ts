import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ViewsRecorded, signedFacts } from '@stoa/contracts';
import { Cast, eventually } from '@stoa/testing';
import { describeWith } from '@stoa/dev-servers';
import { startServices, type DistributedDeployment } from '@stoa/dev-servers/deployments';
import { Campaign, logOf } from './campaign.ts';
import { endsOf, wipe } from './raw-kafka.ts';
import { compareReadModels } from './read-models-equal.ts';

const PATIENT = { timeout: 90_000, interval: 250 };

await describeWith('Kafka is unavailable, or stream topics were deleted', ['postgres', 'kafka', 'eventstore'], (servers) => {
  let stoa: DistributedDeployment;
  const folder = mkdtempSync(join(tmpdir(), 'stoa-kafka-'));
  beforeAll(async () => {
    stoa = await startServices(servers, { projectors: 1, relays: 1 });
  });
  afterAll(async () => {
    await stoa?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What the read models hold, when they are up to the store. */
  const held = async () => {
    const compared = await compareReadModels(servers.postgres.url, await logOf(servers));
    for (const { projection, live, folded } of compared) expect([projection, live]).toEqual([projection, folded]);
    return compared.map(({ live }) => live);
  };
  /** How many facts of readers are sealed. */
  const sealed = async () =>
    (await logOf(servers)).reduce(
      (sum, { type, data }) => sum + (type === ViewsRecorded.type ? signedFacts({ type, data }).length : 0),
      0,
    );

  it('pages stand still and say so, commands succeed, and all of it comes when Kafka is back', async () => {
    const cast = new Cast(stoa);
    const asker = await cast.member('Asker');
    const ask = (title: string) => asker.must('POST', '/v1/questions', { body: { title, body: 'So?', topics: ['Away'] } });
    const first = await ask('Before Kafka went');
    const page = (id: string, after = '') => cast.anyone.request('GET', `/v1/questions/${id}/page${after && `?after=${after}`}`);
    expect((await page(first.id, first.position)).status).toBe(200);

    const view = { body: { facts: [{ kind: 'seen', question: first.id, share: 1, visibleMs: 1000 }] } };
    const tell = () => cast.anyone.request('POST', '/v1/views', view);
    expect(await tell()).toMatchObject({ status: 202, body: { facts: 1 } });

    await servers.kafka.kill();
    const untold = await tell();
    expect(untold).toMatchObject({ status: 503, body: { code: 'dependency-unavailable' } });
    expect(untold.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await fetch(`${stoa.url}/health/ready`)).status).toBe(200);
    const asked: { id: string; position: string }[] = [];
    for (let index = 0; index < 5; index++) asked.push(await ask(`While Kafka is unavailable: ${index}`));
    const last = asked[4]!;
    expect(await page(first.id)).toMatchObject({ status: 200 });
    const behind = await page(first.id, last.position);
    expect(behind).toMatchObject({ status: 503, body: { code: 'projection-behind' } });
    expect((behind.body as { position: string }).position < asked[0]!.position).toBe(true);
    expect(behind.headers.get('retry-after')).toMatch(/^\d+$/);
    expect((await page(last.id)).status).toBe(404);

    await servers.kafka.restart();
    for (const { id } of asked) await eventually(async () => expect((await page(id, last.position)).status).toBe(200), PATIENT);
    await stoa.ready();
    await eventually(async () => expect(await tell()).toMatchObject({ status: 202 }), PATIENT);
    await eventually(async () => expect(await sealed()).toBeGreaterThanOrEqual(2), PATIENT);
    await eventually(held, PATIENT);
  });

  it('topics that were deleted while nobody looked are filled again, and no read model changes', async () => {
    const before = await held();
    const services = [stoa.service('relay-1'), stoa.service('projectors-1')];
    await Promise.all(services.map((service) => service.stop()));
    await wipe(servers.kafka.brokers);
    for (const service of services) service.start();
    await stoa.ready();
    const { length } = await logOf(servers);
    await eventually(async () => expect(await endsOf(servers.kafka.brokers)).toBeGreaterThanOrEqual(length), PATIENT);
    expect(await held()).toEqual(before);
  });

  it('topics that are deleted under people at work are filled again, and nothing is lost', async () => {
    const campaign = await Campaign.begin(stoa, servers, folder);
    const soFar = () => campaign.acknowledged();
    await eventually(() => expect(soFar()).toBeGreaterThan(20), PATIENT);
    await wipe(servers.kafka.brokers);
    await stoa.service('relay-1').stop();
    stoa.service('relay-1').start();
    const then = soFar();
    await eventually(() => expect(soFar()).toBeGreaterThan(then + 40), PATIENT);
    const { log } = await campaign.concludes((counts) => console.log(`topics deleted under way: ${counts}`));
    await eventually(async () => expect(await endsOf(servers.kafka.brokers)).toBeGreaterThanOrEqual(log.length), PATIENT);
  });
});
