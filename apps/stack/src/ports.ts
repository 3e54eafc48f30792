/** Every port of the stack, with its default. */
export const PORTS = {
  postgres: 5432,
  kafka: 9092,
  'kafka-controller': 9093,
  eventstore: 2113,
  'eventstore-http': 2114,
  gateway: 3000,
  questions: 3001,
  answers: 3002,
  mentors: 3003,
  'view-analytics': 3004,
  relay: 3005,
  /** The first projector's; each further one has the next port. */
  projectors: 3010,
  /** Of the first service; each further one has the next port, projectors the last ones. */
  metrics: 9464,
};

export type PortName = keyof typeof PORTS;
export type Ports = Record<PortName, number>;
export const portNames = Object.keys(PORTS) as PortName[];

/** Services of which there is one, in the order of their ports for metrics. */
const SINGLE_SERVICES = ['gateway', 'questions', 'answers', 'mentors', 'view-analytics', 'relay'] as const;

/** The port of a service's metrics; `projector`: its index, where it is one. */
export const metricsPortOf = (ports: Ports, app: string, projector = 0): number =>
  ports.metrics +
  (app === 'projectors' ? SINGLE_SERVICES.length + projector : SINGLE_SERVICES.findIndex((service) => service === app));

/** Throws where two pieces would have the same port. */
export function refuseSharedPorts(ports: Ports, projectors: number): void {
  const range = (who: string, first: number, count: number) =>
    Array.from({ length: count }, (_, index) => [who, first + index] as const);
  const all = [
    ...portNames.filter((name) => name !== 'projectors' && name !== 'metrics').flatMap((name) => range(name, ports[name], 1)),
    ...range('a projector', ports.projectors, projectors),
    ...range('the metrics of a service', ports.metrics, SINGLE_SERVICES.length + projectors),
  ];
  const taken = new Map<number, string>();
  for (const [who, port] of all) {
    const other = taken.get(port);
    if (other !== undefined) throw new Error(`${other} and ${who} cannot both have port ${port}.`);
    taken.set(port, who);
  }
}
