import { readFileSync } from 'node:fs';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import { METRICS } from './catalogue.ts';
import type { MetricDefinition, ProcessName } from './definition.ts';
import { Sampler } from './sampling/sampler.ts';

const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };

/** The metrics of one process. A metric is exposed from its first use on, with its zeros; what a process does not use it does not expose. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly made = new Map<string, Counter | Gauge | Histogram>();
  private readonly samplers: Sampler[] = [];
  private rendering: Promise<string> | undefined;

  constructor(process: ProcessName) {
    collectDefaultMetrics({ register: this.registry });
    this.gauge(METRICS.buildInfo).set({ process, version }, 1);
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  counter<L extends string>(definition: MetricDefinition<L>): Counter<L> {
    return this.get(definition, (options) => new Counter(options)) as Counter<L>;
  }

  gauge<L extends string>(definition: MetricDefinition<L>): Gauge<L> {
    return this.get(definition, (options) => new Gauge(options)) as Gauge<L>;
  }

  histogram<L extends string>(definition: MetricDefinition<L>): Histogram<L> {
    const buckets = [...(definition.buckets ?? [])];
    return this.get(definition, (options) => new Histogram({ ...options, buckets })) as Histogram<L>;
  }

  /** `sample` sets gauges, at each scrape. One that fails or takes too long leaves them out of the scrape, and delays no scrape for long. */
  sampled(name: string, gauges: readonly Gauge[], sample: () => void | Promise<void>): void {
    const failures = this.counter(METRICS.failedSamples);
    failures.inc({ sample: name }, 0);
    this.samplers.push(new Sampler(gauges, sample, () => failures.inc({ sample: name })));
  }

  /** In the text format of Prometheus. Scrapes that come at once share one. */
  render(): Promise<string> {
    return (this.rendering ??= this.sampledText().finally(() => (this.rendering = undefined)));
  }

  private async sampledText(): Promise<string> {
    await Promise.all(this.samplers.map((sampler) => sampler.sample()));
    return this.registry.metrics();
  }

  private get(
    { name, help, labels }: MetricDefinition,
    make: (options: { name: string; help: string; labelNames: string[]; registers: Registry[] }) => Counter | Gauge | Histogram,
  ): Counter | Gauge | Histogram {
    const known = this.made.get(name);
    if (known) return known;
    const metric = make({ name, help, labelNames: [...labels], registers: [this.registry] });
    this.made.set(name, metric);
    return metric;
  }
}
