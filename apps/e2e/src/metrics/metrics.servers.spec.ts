import { catalogue, type ProcessName } from '@stoa/metrics';
import { describeWith } from '@stoa/dev-servers';
import { startServices, type DistributedDeployment } from '@stoa/dev-servers/deployments';
import { Cast, eventually } from '@stoa/testing';
import { Scrape } from './scrape.ts';

const PATIENT = { timeout: 60_000, interval: 100 };

await describeWith('every process that is scraped during a journey', ['postgres', 'kafka', 'eventstore'], (servers) => {
  let stoa: DistributedDeployment;
  let cast: Cast;
  beforeAll(async () => {
    stoa = await startServices(servers, { projectors: 1, metrics: true, supervised: true });
    cast = new Cast(stoa);
  });
  afterAll(async () => stoa?.stop());

  const scrape = (name: string) => Scrape.of(stoa.service(name).metricsUrl);
  const ask = async (title: string) => (await cast.member('Asker')).must('POST', '/v1/questions', { body: { title } });

  it('reports its part', async () => {
    const asker = await cast.member('Asker');
    const mentor = await cast.mentor('Ada');
    const { id } = await asker.must('POST', '/v1/questions', { body: { title: 'Who does what?', topics: ['Operating'] } });
    const answer = await mentor.must('POST', `/v1/questions/${id}/answers`, { body: { body: 'Each its part.' } });
    await cast.anyone.must('GET', `/v1/questions/${id}/page?after=${answer.position}`);
    const fact = { kind: 'seen', question: id, answer: null, render: 'A'.repeat(22), token: '', share: 1, visibleMs: 1000 };
    const about = { referrer: null, utmSource: null, screen: null, language: null };
    await cast.anyone.must('POST', '/v1/views', { body: { facts: [{ ...fact, ...about }] } });

    const gateway = await scrape('gateway');
    expect(gateway.sum('stoa_http_requests_total', { route: '/v1/questions/:questionId/page' })).toBeGreaterThan(0);
    expect(gateway.sum('stoa_commands_total', { type: 'AnswerQuestion', outcome: 'done' })).toBe(1);
    expect(gateway.sum('stoa_messages_published_total', { topic: 'stoa.view-facts.v1' })).toBe(1);
    expect((await scrape('questions')).sum('stoa_events_appended_total', { type: 'QuestionAsked.v2' })).toBe(1);
    const answers = await scrape('answers');
    expect(answers.sum('stoa_commands_total', { type: 'AnswerQuestion', outcome: 'done' })).toBe(1);
    expect(answers.sum('stoa_http_requests_total', { route: '/commands/:type', status: '200' })).toBe(1);
    expect((await scrape('mentors')).sum('stoa_commands_total', { type: 'RegisterMentor', outcome: 'done' })).toBe(1);
    const relay = await scrape('relay-1');
    expect(relay.sum('stoa_relay_active')).toBe(1);
    expect(relay.sum('stoa_messages_published_total', { topic: 'stoa.qa.v1' })).toBeGreaterThan(0);
    expect(relay.sum('stoa_messages_handled_total', { source: 'log' })).toBeGreaterThan(0);
    const projectors = await scrape('projectors-1');
    expect(projectors.sum('stoa_partitions_owned', { topic: 'stoa.qa.v1' })).toBe(6);
    expect(projectors.sum('stoa_messages_handled_total', { source: 'stoa.qa.v1' })).toBeGreaterThan(0);
    await eventually(
      async () => expect((await scrape('view-analytics')).sum('stoa_view_facts_total', { class: 'invalid' })).toBe(1),
      PATIENT,
    );
    for (const personal of [id, answer.id, asker.memberId, mentor.mentorId, mentor.handle])
      for (const name of stoa.services.keys()) expect((await scrape(name)).text).not.toContain(personal);
  });

  it('exposes what the catalogue says of it, and no more', async () => {
    for (const [name, { app }] of stoa.services) {
      const expected = catalogue.filter(({ processes }) => processes.includes(app as ProcessName)).map((metric) => metric.name);
      expect([name, (await scrape(name)).names]).toEqual([name, expected.sort()]);
    }
  });

  it('reports by the gateway how far read models are behind while no projector runs, and that they catch up', async () => {
    const lags = async () => {
      const gateway = await scrape('gateway');
      const of = (unit: string) => gateway.sum(`stoa_read_model_lag_${unit}`, { read_model: 'question-list' });
      return { models: gateway.all('stoa_read_model_lag_events').length, events: of('events'), seconds: of('seconds') };
    };
    await eventually(async () => expect(await lags()).toEqual({ models: 6, events: 0, seconds: 0 }), PATIENT);
    // The people of a journey wait for read models, so they come before.
    const asker = await cast.member('Asker');
    await stoa.service('projectors-1').stop();
    for (const title of ['One?', 'Two?', 'Three?']) await asker.must('POST', '/v1/questions', { body: { title } });
    await eventually(async () => expect((await lags()).events).toBeGreaterThanOrEqual(3), PATIENT);
    expect((await lags()).seconds).toBeGreaterThan(0);
    stoa.service('projectors-1').start();
    await eventually(async () => expect(await lags()).toEqual({ models: 6, events: 0, seconds: 0 }), PATIENT);
  });

  it('reports by the relay how far it is', async () => {
    await ask('Is it far?');
    await eventually(async () => {
      const relay = await scrape('relay-1');
      expect(relay.all('stoa_relay_lag_events')).toMatchObject([{ value: 0 }]);
      expect(relay.all('stoa_relay_lag_seconds')).toMatchObject([{ value: 0 }]);
    }, PATIENT);
  });

  it('ends at once at SIGTERM, although it is being scraped', async () => {
    const { metricsUrl } = stoa.service('mentors');
    const scraping = new AbortController();
    const scraper = (async () => {
      while (!scraping.signal.aborted)
        await fetch(metricsUrl).then(
          (response) => response.text(),
          () => undefined,
        );
    })();
    await stoa.service('mentors').stop();
    expect(stoa.service('mentors').exitCode).toBe(0);
    scraping.abort();
    await scraper;
    stoa.service('mentors').start();
    await stoa.service('mentors').ready();
  });
});
