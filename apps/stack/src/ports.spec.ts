import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from './arguments.ts';
import { piecesOf } from './pieces.ts';
import { PORTS, refuseSharedPorts } from './ports.ts';
import { readSettings } from './settings.ts';

const secrets = { service: 'a', admin: 'b', postgres: 'c' };
const piecesWith = (projectors: number) => piecesOf('/stack', { ports: PORTS, projectors, log: 'info' }, secrets);

it('gives each piece ports of its own, metrics included, however many projectors there are', () => {
  for (const projectors of [1, 3, 32]) {
    expect(() => refuseSharedPorts(PORTS, projectors)).not.toThrow();
    const ports = piecesWith(projectors).flatMap((piece) => piece.ports);
    expect(new Set(ports).size).toBe(ports.length);
  }
});

it('configures where each service serves its metrics', () => {
  const environmentOf = (of: string) => piecesWith(2).find(({ name }) => name === of)!.environment;
  expect(environmentOf('gateway')).toMatchObject({ STOA_PORT: '3000', STOA_METRICS_PORT: '9464' });
  expect(environmentOf('projectors-2')).toMatchObject({ STOA_PORT: '3011', STOA_METRICS_PORT: '9471' });
});

it('counts from a base without two pieces on one port', () => {
  const { ports } = readArguments(['up', '--port-base', '20000'], { STOA_STACK_DIR: '/stack' });
  expect(() => refuseSharedPorts({ ...PORTS, ...ports }, 32)).not.toThrow();
});

it.each([
  [{ gateway: 9092 }, 1, 'kafka and gateway cannot both have port 9092'],
  [{ relay: 3012 }, 3, 'relay and a projector cannot both have port 3012'],
  [{ kafka: 9466 }, 1, 'kafka and the metrics of a service cannot both have port 9466'],
  [{ metrics: 3012 }, 3, 'a projector and the metrics of a service cannot both have port 3012'],
])('refuses %j with %d projectors', (ports, projectors, message) =>
  expect(() => refuseSharedPorts({ ...PORTS, ...ports }, projectors)).toThrow(message),
);

it('opens the settings of a stack from before it had metrics', () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-stack-'));
  const { metrics, ...former } = PORTS;
  writeFileSync(join(folder, 'stack.json'), JSON.stringify({ ports: { ...former, gateway: 8080 }, projectors: 1, log: 'info' }));
  expect(readSettings(folder)!.ports).toEqual({ ...PORTS, gateway: 8080, metrics });
  rmSync(folder, { recursive: true });
});
