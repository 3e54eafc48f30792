import { counter, durations, gauge, type MetricDefinition } from './definition.ts';

const APIS = ['standalone', 'gateway'] as const;
const APPENDING = ['standalone', 'questions', 'answers', 'mentors', 'view-analytics'] as const;
const SEALING = ['standalone', 'view-analytics'] as const;

/** What Stoa measures beside what every Node process reports of itself. Names and labels are read by dashboards and alerts: renaming one breaks them. */
export const METRICS = {
  buildInfo: gauge('stoa_build_info', {
    unit: '1',
    help: 'Always 1: which process of ours this is, and of which version.',
    labels: ['process', 'version'],
  }),
  dependencies: gauge('stoa_dependency_available', {
    unit: '1 or 0',
    help: 'Whether what readiness waits for is available, by the names of /health/ready.',
    labels: ['dependency'],
  }),
  failedSamples: counter('stoa_metrics_samples_failed_total', {
    unit: 'samples',
    help: 'Gauges that could not be sampled for a scrape, and are missing in it.',
    labels: ['sample'],
  }),

  requests: counter('stoa_http_requests_total', {
    unit: 'requests',
    help: 'Requests that were answered, or whose client went away. The route is its template, `none` where none matched.',
    labels: ['route', 'method', 'status'],
  }),
  requestDurations: durations('stoa_http_request_duration_seconds', {
    help: 'From the head of a request to the last byte of its response.',
    labels: ['route', 'method'],
  }),
  requestsInFlight: gauge('stoa_http_requests_in_flight', {
    unit: 'requests',
    help: 'Requests that have begun and are not answered.',
  }),
  bytesInFlight: gauge('stoa_http_responses_in_flight_bytes', {
    unit: 'bytes',
    help: 'Bytes of long responses that clients have not taken yet.',
  }),
  refusals: counter('stoa_http_refusals_total', {
    unit: 'requests',
    help: 'Requests that were refused, by the code of the problem. The rate is the one that was used up, empty for other codes.',
    labels: ['code', 'rate'],
  }),

  commands: counter('stoa_commands_total', {
    unit: 'commands',
    help: 'Commands by outcome: `done`, `repeated` where it had been carried out before, else the code of the refusal.',
    labels: ['type', 'outcome'],
    processes: ['gateway', ...APPENDING],
  }),
  commandDurations: durations('stoa_command_duration_seconds', {
    help: 'From a command on the bus to its outcome; in the gateway with the call of the service that owns it.',
    labels: ['type'],
    processes: ['gateway', ...APPENDING],
  }),

  appendDurations: durations('stoa_append_duration_seconds', {
    help: 'Appends to the event store, until they are durable. Outcome: `done`, `conflict` where another writer was faster, `failed`.',
    labels: ['outcome'],
    processes: APPENDING,
  }),
  events: counter('stoa_events_appended_total', {
    unit: 'events',
    help: 'Events appended, by their stored name.',
    labels: ['type'],
    processes: APPENDING,
  }),
  publishDurations: durations('stoa_publish_duration_seconds', {
    help: 'Publishing to a stream topic, until it is acknowledged. Outcome: `done`, `failed`.',
    labels: ['topic', 'outcome'],
    processes: [...APIS, 'view-analytics', 'relay'],
  }),
  published: counter('stoa_messages_published_total', {
    unit: 'messages',
    help: 'Messages acknowledged by a stream topic.',
    labels: ['topic'],
    processes: [...APIS, 'view-analytics', 'relay'],
  }),
  handleDurations: durations('stoa_handle_duration_seconds', {
    help: 'Handling one batch: from the event store (`log`), or of a stream topic. Outcome: `done`, `failed`.',
    labels: ['source', 'outcome'],
    processes: [...SEALING, 'relay', 'projectors'],
  }),
  handled: counter('stoa_messages_handled_total', {
    unit: 'events or messages',
    help: 'What those batches held; in one process each read model handles every event.',
    labels: ['source'],
    processes: [...SEALING, 'relay', 'projectors'],
  }),
  partitionsOwned: gauge('stoa_partitions_owned', {
    unit: 'partitions',
    help: 'Partitions of a stream topic that this process consumes.',
    labels: ['topic'],
    processes: [...SEALING, 'projectors'],
  }),
  setAside: counter('stoa_messages_set_aside_total', {
    unit: 'messages',
    help: 'Messages that no code of this version can process, and that were set aside. One that is delivered again counts again.',
    labels: ['topic', 'code'],
    processes: [...SEALING, 'projectors'],
  }),

  readModelLagEvents: gauge('stoa_read_model_lag_events', {
    unit: 'events',
    help: 'Events of the log that the live generation has not passed yet; at least so many where they are still being counted.',
    labels: ['read_model'],
    processes: APIS,
  }),
  readModelLagSeconds: gauge('stoa_read_model_lag_seconds', {
    unit: 'seconds',
    help: 'Age of the first event that the live generation has not passed yet; 0 where it has caught up.',
    labels: ['read_model'],
    processes: APIS,
  }),
  readModelServing: gauge('stoa_read_model_serving', {
    unit: '1 or 0',
    help: 'Whether a generation is live; 0 while the first one is being built.',
    labels: ['read_model'],
    processes: APIS,
  }),
  readModelStopped: gauge('stoa_read_model_stopped', {
    unit: '1 or 0',
    help: 'Whether it is stopped by an event that it cannot fold.',
    labels: ['read_model'],
    processes: APIS,
  }),
  documentsWaiting: gauge('stoa_read_model_documents_waiting', {
    unit: 'documents',
    help: 'Documents that are older than the rows that they are built from.',
    labels: ['read_model'],
    processes: APIS,
  }),
  passedOver: gauge('stoa_read_model_events_passed_over', {
    unit: 'events',
    help: 'Events that the live generation was made without, because newer code wrote them.',
    labels: ['read_model'],
    processes: APIS,
  }),

  relayActive: gauge('stoa_relay_active', {
    unit: '1 or 0',
    help: 'Whether this relay is the leader; of all relays one is.',
    processes: ['relay'],
  }),
  relayLagEvents: gauge('stoa_relay_lag_events', {
    unit: 'events',
    help: 'Events of the log that the leader has not published yet; at least so many where they are still being counted.',
    processes: ['relay'],
  }),
  relayLagSeconds: gauge('stoa_relay_lag_seconds', {
    unit: 'seconds',
    help: 'Age of the first event that the leader has not published yet; 0 where there is none.',
    processes: ['relay'],
  }),
  unrouted: counter('stoa_events_unrouted_total', {
    unit: 'events',
    help: 'Events that the relay skipped, because they name no stream topic that it knows.',
    processes: ['relay'],
  }),

  viewFacts: counter('stoa_view_facts_total', {
    unit: 'facts',
    help: 'What readers told, by the class that it was sealed with; `human` counts as a view.',
    labels: ['class'],
    processes: SEALING,
  }),
  optedOut: counter('stoa_view_facts_opted_out_total', {
    unit: 'facts',
    help: 'What readers told who do not want to be measured: sealed as a total, and not counted.',
    processes: SEALING,
  }),
} satisfies Record<string, MetricDefinition>;

/** All of them, in the order of the reference. */
export const catalogue: readonly MetricDefinition[] = Object.values(METRICS);
