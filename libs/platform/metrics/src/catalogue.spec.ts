import { Registry, collectDefaultMetrics } from 'prom-client';
import { catalogue } from './catalogue.ts';
import { Metrics } from './metrics.ts';
import { nodeMetrics } from './node-metrics.ts';

describe('the catalogue', () => {
  it.each(catalogue)('$name is named as Prometheus wants it', ({ name, type, unit, labels }) => {
    expect(name).toMatch(/^stoa_[a-z]+(_[a-z]+)*$/);
    expect(name.endsWith('_total')).toBe(type === 'counter');
    if (unit === 'seconds' || unit === 'bytes') expect(name).toMatch(new RegExp(`_${unit}$`));
    for (const label of labels) expect(label).toMatch(/^[a-z]+(_[a-z]+)*$/);
  });

  it('has each name once', () => {
    const names = [...catalogue, ...nodeMetrics].map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('labels nothing with what a person is known by', () => {
    const labels = new Set(catalogue.flatMap((metric): readonly string[] => metric.labels));
    for (const personal of ['member', 'mentor', 'principal', 'visitor', 'address', 'ip', 'token', 'path', 'url', 'id'])
      expect([...labels]).not.toContain(personal);
  });

  (process.platform === 'linux' ? it : it.skip)('names all that prom-client reports of a Node process, and no more', async () => {
    const register = new Registry();
    collectDefaultMetrics({ register });
    const reported = register.getMetricsAsArray().map(({ name }) => name);
    expect(nodeMetrics.map(({ name }) => name).sort()).toEqual(reported.sort());
  });
});

it('what a process does not measure it does not expose', async () => {
  const metrics = new Metrics('relay');
  expect(await metrics.render()).toMatch(/^stoa_build_info\{process="relay",version="\d+\.\d+\.\d+"\} 1$/m);
  expect(await metrics.render()).not.toContain('stoa_http_requests_total');
});
