import { MemoryEventStore } from '@stoa/event-store';
import { START } from '@stoa/kernel';
import { idOf, questionAsked } from '@stoa/testing';
import { METRICS } from '../catalogue.ts';
import { Metrics } from '../metrics.ts';
import { sampleReadModels, type ReadModelStatus } from './read-models.ts';
import { sampleRelay } from './relay.ts';
import { Sampler } from './sampler.ts';

const never = () => new Promise<void>(() => undefined);

async function logOfOne(): Promise<MemoryEventStore> {
  const store = new MemoryEventStore(() => '2026-11-24T09:00:00.000Z');
  const id = idOf('a question');
  const meta = { commandId: id, bodyHash: '', occurredAt: '2026-11-24T09:00:00.000Z', correlationId: id };
  await store.append('question-a', [{ ...questionAsked({ questionId: id }), id, meta }], 'no-stream');
  return store;
}

describe('a gauge that is sampled', () => {
  it('is left out where its sample fails, which is counted, and comes back with it', async () => {
    const metrics = new Metrics('relay');
    const active = metrics.gauge(METRICS.relayActive);
    let broken = true;
    metrics.sampled('relay', [active], () => {
      if (broken) throw new Error('unavailable');
      active.set(1);
    });
    const text = await metrics.render();
    expect(text).not.toMatch(/^stoa_relay_active /m);
    expect(text).toMatch(/^stoa_metrics_samples_failed_total\{sample="relay"\} 1$/m);
    broken = false;
    expect(await metrics.render()).toMatch(/^stoa_relay_active 1$/m);
  });

  it('holds up no scrape where its sample hangs, and is not asked for again meanwhile', async () => {
    const gauge = new Metrics('relay').gauge(METRICS.relayActive);
    let begun = 0;
    let failures = 0;
    const fill = () => {
      begun++;
      return never();
    };
    const sampler = new Sampler([gauge], fill, () => failures++, 1);
    await sampler.sample();
    await sampler.sample();
    expect([begun, failures]).toEqual([1, 2]);
  });

  it('is sampled once for scrapes that come at once', async () => {
    const metrics = new Metrics('relay');
    let samples = 0;
    metrics.sampled('relay', [metrics.gauge(METRICS.relayActive)], () => void samples++);
    await Promise.all([metrics.render(), metrics.render()]);
    expect(samples).toBe(1);
  });
});

describe('the lag of a read model', () => {
  const status = (about: Partial<ReadModelStatus>): ReadModelStatus => ({
    name: 'question-page',
    state: 'live',
    generation: 1,
    position: START,
    documentsWaiting: 0,
    passedOver: [],
    ...about,
  });
  const rendered = async (...statuses: ReadModelStatus[]) => {
    const metrics = new Metrics('gateway');
    sampleReadModels(metrics, await logOfOne(), async () => statuses);
    return metrics.render();
  };

  it('is above 0 while it is stopped, in events and in seconds', async () => {
    const text = await rendered(status({ state: 'degraded', documentsWaiting: 3, passedOver: [{ type: 'New.v1', events: 2 }] }));
    expect(text).toMatch(/^stoa_read_model_lag_events\{read_model="question-page"\} 1$/m);
    expect(Number(/^stoa_read_model_lag_seconds\{read_model="question-page"\} (.*)$/m.exec(text)?.[1])).toBeGreaterThan(0);
    expect(text).toMatch(/^stoa_read_model_stopped\{read_model="question-page"\} 1$/m);
    expect(text).toMatch(/^stoa_read_model_documents_waiting\{read_model="question-page"\} 3$/m);
    expect(text).toMatch(/^stoa_read_model_events_passed_over\{read_model="question-page"\} 2$/m);
  });

  it('is 0 where it has caught up', async () => {
    const text = await rendered(status({ position: await (await logOfOne()).head() }));
    expect(text).toMatch(/^stoa_read_model_lag_events\{read_model="question-page"\} 0$/m);
    expect(text).toMatch(/^stoa_read_model_lag_seconds\{read_model="question-page"\} 0$/m);
  });

  it('is not reported while its first generation is being built', async () => {
    const text = await rendered(status({ state: 'building', generation: null }));
    expect(text).not.toMatch(/^stoa_read_model_lag_events\{/m);
    expect(text).toMatch(/^stoa_read_model_serving\{read_model="question-page"\} 0$/m);
  });
});

describe('the lag of a relay', () => {
  const rendered = async (role: string, position: string, head: string) => {
    const metrics = new Metrics('relay');
    sampleRelay(metrics, await logOfOne(), () => ({ role, position, head }));
    return metrics.render();
  };

  it('is the leader’s', async () => {
    const text = await rendered('active', START, 'somewhere');
    expect(text).toMatch(/^stoa_relay_lag_events 1$/m);
    expect(text).toMatch(/^stoa_relay_active 1$/m);
  });

  it('is not reported by one that stands by, nor before the leader has looked at the head', async () => {
    const standingBy = await rendered('standing-by', START, 'somewhere');
    expect(standingBy).toMatch(/^stoa_relay_active 0$/m);
    expect(standingBy).not.toMatch(/^stoa_relay_lag_events /m);
    expect(await rendered('active', START, START)).not.toMatch(/^stoa_relay_lag_events /m);
  });
});
