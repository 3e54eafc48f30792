import type { MetricDefinition } from './definition.ts';

type NodeMetric = Pick<MetricDefinition, 'name' | 'type' | 'labels' | 'help'>;

const gauges = (metrics: Readonly<Record<string, string>>, labels: readonly string[] = []): NodeMetric[] =>
  Object.entries(metrics).map(([name, help]) => ({ name, type: 'gauge', labels, help }));
const counters = (metrics: Readonly<Record<string, string>>): NodeMetric[] =>
  Object.entries(metrics).map(([name, help]) => ({ name, type: 'counter', labels: [], help }));

/** What prom-client reports of every Node process, under the names that dashboards of others know. On Linux; elsewhere some are missing. */
export const nodeMetrics: readonly NodeMetric[] = [
  ...counters({
    process_cpu_user_seconds_total: 'CPU time in the process.',
    process_cpu_system_seconds_total: 'CPU time in the kernel.',
    process_cpu_seconds_total: 'CPU time of both.',
  }),
  ...gauges({
    process_start_time_seconds: 'When it started, by the Unix clock.',
    process_resident_memory_bytes: 'Resident memory.',
    process_virtual_memory_bytes: 'Virtual memory.',
    process_heap_bytes: 'The data segment.',
    process_open_fds: 'Open file descriptors.',
    process_max_fds: 'Most that it may open.',
    nodejs_eventloop_lag_seconds: 'Delay of the event loop at the scrape.',
    nodejs_eventloop_lag_min_seconds: 'Least delay since the scrape before.',
    nodejs_eventloop_lag_max_seconds: 'Greatest delay since the scrape before.',
    nodejs_eventloop_lag_mean_seconds: 'Mean delay since the scrape before.',
    nodejs_eventloop_lag_stddev_seconds: 'Standard deviation of the delay.',
    nodejs_eventloop_lag_p50_seconds: 'Median delay since the scrape before.',
    nodejs_eventloop_lag_p90_seconds: 'Its 90th percentile.',
    nodejs_eventloop_lag_p99_seconds: 'Its 99th percentile.',
  }),
  ...gauges({ nodejs_active_resources: 'What keeps the event loop alive, by type.' }, ['type']),
  ...gauges({ nodejs_active_resources_total: 'All of these.' }),
  ...gauges({ nodejs_active_handles: 'Handles of libuv, by type.' }, ['type']),
  ...gauges({ nodejs_active_handles_total: 'All of these.' }),
  ...gauges({ nodejs_active_requests: 'Requests of libuv, by type.' }, ['type']),
  ...gauges({
    nodejs_active_requests_total: 'All of these.',
    nodejs_heap_size_total_bytes: 'Heap that V8 has reserved.',
    nodejs_heap_size_used_bytes: 'Heap in use.',
    nodejs_external_memory_bytes: 'Memory outside of the heap, such as buffers.',
  }),
  ...gauges(
    {
      nodejs_heap_space_size_total_bytes: 'Size of each space of the heap.',
      nodejs_heap_space_size_used_bytes: 'What of it is in use.',
      nodejs_heap_space_size_available_bytes: 'What of it is free.',
    },
    ['space'],
  ),
  ...gauges({ nodejs_version_info: 'Always 1: the version of Node.' }, ['version', 'major', 'minor', 'patch']),
  { name: 'nodejs_gc_duration_seconds', type: 'histogram', labels: ['kind'], help: 'Garbage collections, by kind.' },
];
