import { catalogue, nodeMetrics, type MetricDefinition } from '@stoa/metrics';

type Known = Pick<MetricDefinition, 'name' | 'type' | 'labels'>;

/** Labels that scraping adds to each sample. */
const OF_TARGETS = ['job', 'instance', 'service'];
const up: Known = { name: 'up', type: 'gauge', labels: [] };
const series = new Map<string, readonly string[]>([up, ...catalogue, ...nodeMetrics].flatMap(seriesOf));

/** What PromQL itself has, of what we use. */
const WORDS = new Set('sum min max count by on and or rate increase topk histogram_quantile vector label_values'.split(' '));

/** The names that a metric's samples have, with their labels. */
function seriesOf({ name, type, labels }: Known): [string, readonly string[]][] {
  const own = [...labels, ...OF_TARGETS];
  if (type !== 'histogram') return [[name, own]];
  return [
    [`${name}_bucket`, [...own, 'le']],
    [`${name}_sum`, own],
    [`${name}_count`, own],
  ];
}

/**
 * What is wrong with a PromQL expression: metrics that no process exposes, and labels that the metrics it reads do not have. `shown`: labels
 * that a legend or a message takes from its result.
 */
export function problemsOf(expression: string, shown: readonly string[] = []): string[] {
  const problems: string[] = [];
  const read: string[] = [];
  const bare = expression.replace(/"[^"]*"/g, '""').replace(/\[[^\]]*\]/g, '');
  for (const [, name, matchers = ''] of bare.matchAll(/([a-z_][\w:]*)\s*(?:\{([^}]*)\})?/g)) {
    const labels = series.get(name!);
    if (labels) read.push(...labels);
    for (const [, label] of matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g))
      if (!labels?.includes(label!)) problems.push(`${name} has no label ${label}`);
  }
  const groups = [...bare.matchAll(/\b(?:by|on)\s*\(([^)]*)\)/g)].flatMap(([, list]) =>
    list!.split(',').map((one) => one.trim()),
  );
  for (const label of [...groups.filter((one) => one !== ''), ...shown])
    if (!read.includes(label)) problems.push(`no metric here has a label ${label}`);
  const rest = bare.replace(/\{[^}]*\}/g, '').replace(/\b(?:by|on)\s*\([^)]*\)/g, '');
  for (const [word] of rest.matchAll(/[a-z_][\w:]*/g))
    if (!series.has(word) && !WORDS.has(word) && !OF_TARGETS.includes(word)) problems.push(`there is no metric ${word}`);
  // A result that is grouped has the labels of its groups alone.
  const lost = groups.length > 0 ? shown.filter((label) => !groups.includes(label)) : [];
  return [...problems, ...lost.map((label) => `${label} is lost by grouping`)];
}
