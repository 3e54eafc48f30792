import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROCESSES } from '@stoa/metrics';
import { parse } from 'yaml';
import { problemsOf } from './promql.ts';

const root = join(import.meta.dirname, '../../../..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const yaml = <T>(path: string) => parse(read(path), { merge: true }) as T;

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}
interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly targets?: readonly { readonly expr: string; readonly legendFormat: string }[];
}
interface Service {
  readonly image: string;
  readonly profiles?: readonly string[];
  readonly environment?: Readonly<Record<string, string | null>>;
  readonly volumes?: readonly string[];
  readonly ports?: readonly string[];
}

const rules = yaml<{ groups: { rules: Rule[] }[] }>('infra/observability/alerts.yml').groups.flatMap((group) => group.rules);
const dashboard = JSON.parse(read('infra/observability/grafana/dashboards/stoa.json')) as {
  panels: Panel[];
  templating: { list: { query: string | { query: string } }[] };
};
const compose = yaml<{ services: Record<string, Service>; volumes: Record<string, null> }>('docker-compose.yml');
const shownIn = (template: string, form: RegExp) => [...template.matchAll(form)].map(([, label]) => label!);

describe('the alerts', () => {
  it.each(rules)('$alert reads metrics and labels that exist', ({ expr, annotations }) => {
    const shown = shownIn(annotations.summary + annotations.description, /\$labels\.(\w+)/g);
    expect(problemsOf(expr, shown)).toEqual([]);
  });

  it.each(rules)('$alert says how bad it is, what it is and what to do', ({ labels, annotations }) => {
    expect(['warning', 'critical']).toContain(labels.severity);
    expect(annotations.summary).not.toBe('');
    for (const [page] of annotations.description.matchAll(/docs\/[\w/-]+\.md/g)) expect(existsSync(join(root, page))).toBe(true);
  });

  it('have each name once', () => expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length));
});

describe('the dashboard', () => {
  const panels = dashboard.panels.filter(({ type }) => type !== 'row');

  it.each(panels)('$title reads metrics and labels that exist', ({ targets = [] }) => {
    expect(targets.length).toBeGreaterThan(0);
    for (const { expr, legendFormat } of targets) expect(problemsOf(expr, shownIn(legendFormat, /\{\{(\w+)\}\}/g))).toEqual([]);
  });

  it('has variables of metrics that exist', () => {
    const queries = dashboard.templating.list.map(({ query }) => (typeof query === 'string' ? '' : query.query));
    for (const query of queries) expect(problemsOf(query)).toEqual([]);
  });

  it('has each panel once', () => expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length));
});

describe('what reads an expression', () => {
  it.each([
    ['sum(stoa_http_request_total)', 'there is no metric stoa_http_request_total'],
    ['rate(stoa_http_request_duration_seconds[5m])', 'there is no metric stoa_http_request_duration_seconds'],
    ['stoa_commands_total{kind="a"}', 'stoa_commands_total has no label kind'],
    ['sum by (path) (stoa_http_requests_total)', 'no metric here has a label path'],
    ['avg_of(stoa_relay_active)', 'there is no metric avg_of'],
  ])('notices what is wrong with %s', (expression, problem) => expect(problemsOf(expression)).toContain(problem));

  it('notices a label that a message shows and the result does not have', () => {
    expect(problemsOf('sum by (code) (stoa_http_refusals_total)', ['rate'])).toEqual(['rate is lost by grouping']);
    expect(problemsOf('stoa_relay_active', ['read_model'])).toEqual(['no metric here has a label read_model']);
  });
});

describe('docker-compose.yml', () => {
  const ours = PROCESSES.filter((name) => name !== 'standalone');
  const { services } = compose;
  const [job] = yaml<{ rule_files: string[]; scrape_configs: { dns_sd_configs: { names: string[]; port: number }[] }[] }>(
    'infra/observability/prometheus.yml',
  ).scrape_configs;

  it('serves the metrics of each process where prometheus.yml scrapes them, and publishes them nowhere', () => {
    const [{ names, port }] = job!.dns_sd_configs as [{ names: string[]; port: number }];
    expect([...names].sort()).toEqual([...ours].sort());
    for (const name of ours) {
      expect(services[name]!.environment).toMatchObject({ STOA_METRICS_PORT: String(port), STOA_METRICS_HOST: '0.0.0.0' });
      for (const published of services[name]!.ports ?? []) expect(published).not.toContain(String(port));
    }
  });

  it('starts Prometheus and Grafana in their profile only, from pinned images, published on loopback', () => {
    const inProfile = Object.keys(services).filter((name) => services[name]!.profiles?.includes('observability'));
    expect(inProfile).toEqual(['prometheus', 'grafana']);
    for (const name of inProfile) {
      expect(services[name]!.image).toMatch(/^\$\{[A-Z]+_IMAGE:-[a-z]+\/[a-z]+:v?\d+\.\d+\.\d+\}$/);
      for (const published of services[name]!.ports!)
        expect(published).toMatch(/^\$\{STOA_PUBLISH_[A-Z]+:-127\.0\.0\.1:\d+\}:\d+$/);
    }
  });

  it('mounts files that exist, and volumes that it declares', () => {
    const mounts = Object.values(services).flatMap((service) => service.volumes ?? []);
    for (const source of mounts.map((mount) => mount.split(':')[0]!))
      if (source.startsWith('./')) expect([source, existsSync(join(root, source))]).toEqual([source, true]);
      else expect(Object.keys(compose.volumes)).toContain(source);
  });

  it('mounts the dashboards where the provisioning of Grafana looks for them', () => {
    const { providers } = yaml<{ providers: { options: { path: string } }[] }>(
      'infra/observability/grafana/provisioning/dashboards/stoa.yml',
    );
    for (const { options } of providers)
      expect(services['grafana']!.volumes).toContain(`./infra/observability/grafana/dashboards:${options.path}:ro`);
    const { datasources } = yaml<{ datasources: { url: string }[] }>(
      'infra/observability/grafana/provisioning/datasources/prometheus.yml',
    );
    expect(datasources.map(({ url }) => url)).toEqual(['http://prometheus:9090']);
  });
});
