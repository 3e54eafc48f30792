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
};

export type PortName = keyof typeof PORTS;
export type Ports = Record<PortName, number>;
export const portNames = Object.keys(PORTS) as PortName[];

/** Throws where two pieces would have the same port. */
export function refuseSharedPorts(ports: Ports, projectors: number): void {
  const single = portNames.filter((name) => name !== 'projectors');
  for (const name of single) {
    const port = ports[name];
    const other = single.find((candidate) => candidate !== name && ports[candidate] === port);
    if (other) throw new Error(`${name} and ${other} cannot both have port ${port}.`);
    if (port >= ports.projectors && port < ports.projectors + projectors)
      throw new Error(`${name} and a projector cannot both have port ${port}.`);
  }
}
