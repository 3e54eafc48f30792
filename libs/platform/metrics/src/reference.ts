import { catalogue } from './catalogue.ts';
import { PROCESSES, type MetricDefinition } from './definition.ts';
import { nodeMetrics } from './node-metrics.ts';

const HEAD = `# Metrics

Generated from the code (\`npm run docs\`). Each process serves them at \`GET /metrics\` on a port of its own where \`STOA_METRICS_PORT\` is set
([configuration](configuration.md), [observe it](../guides/observe-it.md)). Labels have few values: routes are templates, types and codes come from closed
lists, and nothing names a person. Histograms have the labels of their buckets, \`le\`, beside those below.
`;

/** docs/reference/metrics.md. */
export function renderMetricsReference(): string {
  return [
    HEAD,
    '## Of Stoa',
    '',
    ...table(
      ['Name', 'Type', 'Labels', 'Unit', 'Meaning', 'Processes'],
      catalogue.map((metric) => [
        code(metric.name),
        metric.type,
        labelsOf(metric),
        metric.unit,
        metric.help,
        processesOf(metric),
      ]),
    ),
    '',
    '## Of every Node process',
    '',
    'From [prom-client](https://github.com/siimon/prom-client), on Linux; elsewhere some are missing.',
    '',
    ...table(
      ['Name', 'Type', 'Labels', 'Meaning'],
      nodeMetrics.map((metric) => [code(metric.name), metric.type, labelsOf(metric), metric.help]),
    ),
    '',
  ].join('\n');
}

const code = (text: string): string => `\`${text}\``;
const labelsOf = ({ labels }: Pick<MetricDefinition, 'labels'>): string => labels.map(code).join(', ') || '–';
const processesOf = ({ processes }: MetricDefinition): string =>
  processes.length === PROCESSES.length ? 'all' : processes.join(', ');
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string[] =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
