import { connect, type AddressInfo } from 'node:net';
import fastify, { type FastifyInstance } from 'fastify';
import { Door, type Place } from './door.ts';
import { shedOverload } from './shed-overload.ts';

const PLACE: Place = { kind: 'writes', lane: 'store' };

/** A door that admits as it is told, and knows what is in flight. */
class WatchedDoor extends Door {
  open = true;
  inFlight = 0;
  begun = 0;
  override admits = () => this.open;
  override begin() {
    this.inFlight++;
    this.begun++;
    let ended = false;
    return () => {
      if (!ended) this.inFlight--;
      ended = true;
    };
  }
}

let app: FastifyInstance;
let door: WatchedDoor;
let handled: (() => void)[];
let logged: object[];
beforeEach(async () => {
  app = fastify();
  door = new WatchedDoor();
  handled = [];
  logged = [];
  const log = { info: (fields: object, message: string) => void logged.push({ ...fields, message }) };
  shedOverload(app, { placeOf: ({ url }) => (url === '/health' ? undefined : PLACE), log, door });
  app.all('/*', () => new Promise((resolve) => handled.push(() => resolve({ done: true }))));
  app.get('/health', async () => ({ status: 'ok' }));
  app.get('/broken', async () => Promise.reject(new Error('No.')));
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  for (const end of handled) end();
  await app.close();
});
const socket = () => connect((app.server.address() as AddressInfo).port, '127.0.0.1');

/** Without end: the test's own time limits it. */
async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}
const connections = () => new Promise((resolve) => app.server.getConnections((_error, count) => resolve(count)));

it('counts a request from when it has arrived whole', async () => {
  const client = socket();
  client.write('POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n');
  const other = await app.inject('/health');
  expect([other.statusCode, door.begun]).toEqual([200, 0]);
  client.write('{}');
  await until(() => handled.length === 1);
  expect([door.begun, door.inFlight]).toEqual([1, 1]);
  client.destroy();
});

it('counts it until its response is made, although its client has gone', async () => {
  const client = socket();
  client.write('GET / HTTP/1.1\r\nHost: a\r\n\r\n');
  await until(() => handled.length === 1);
  client.destroy();
  await until(async () => (await connections()) === 0);
  expect(door.inFlight).toBe(1);
  handled[0]!();
  await until(() => door.inFlight === 0);
});

it('counts no failure for ever', async () => {
  expect((await app.inject('/broken')).statusCode).toBe(500);
  expect([door.begun, door.inFlight]).toEqual([1, 0]);
});

it('counts no read that waits for a read model', async () => {
  const waiting = app.inject('/?after=7').then((response) => response.statusCode);
  await until(() => handled.length === 1);
  expect([door.begun, door.inFlight]).toEqual([1, 0]);
  handled[0]!();
  expect(await waiting).toBe(200);
});

it('refuses what the door does not admit, before the handler; never what has no place', async () => {
  door.open = false;
  const refused = await app.inject('/');
  expect(refused.json()).toMatchObject({ code: 'overloaded' });
  expect(handled).toEqual([]);
  expect((await app.inject('/health')).statusCode).toBe(200);
});

it('counts in the log what it refused', async () => {
  door.open = false;
  await app.inject('/');
  await until(() => logged.length > 0);
  expect(logged).toEqual([{ analytics: 0, reads: 0, writes: 1, message: 'overloaded: requests refused' }]);
});

it('refuses what has waited too long before it was begun with, and begins with the others', async () => {
  let looks = 0;
  let begun = 0;
  const slow = fastify();
  const waiting = new WatchedDoor();
  // The clock is looked at when a request comes, and at its turn: at once for eight of them, and for the others when all twenty have come.
  const now = () => ++looks * 60;
  shedOverload(slow, { placeOf: () => PLACE, log: { info: () => undefined }, door: waiting, now });
  slow.get('/', async () => ({ begun: ++begun }));
  const all = await Promise.all(Array.from({ length: 20 }, () => slow.inject('/')));
  const codes = all.map((response) => response.json().code as string | undefined);
  expect(codes).toEqual([...Array(8).fill(undefined), ...Array(12).fill('overloaded')]);
  expect([begun, waiting.inFlight]).toEqual([8, 0]);
  await slow.close();
});

it('starts many that come at once in the order in which they came, and lets the event loop go round between them', async () => {
  const order: number[] = [];
  const rounds = new Set<number>();
  let round = 0;
  const turn = () => void (order.length < 40 && setImmediate(turn), round++);
  const slow = fastify();
  shedOverload(slow, { placeOf: () => PLACE, log: { info: () => undefined }, door: new WatchedDoor() });
  slow.get<{ Params: { number: string } }>('/:number', async ({ params }) => {
    order.push(Number(params.number));
    rounds.add(round);
    return {};
  });
  turn();
  const all = await Promise.all(Array.from({ length: 40 }, (_, number) => slow.inject(`/${number}`)));
  expect(all.map(({ statusCode }) => statusCode)).toEqual(Array(40).fill(200));
  expect(order).toEqual([...order].sort((one, other) => one - other));
  expect(rounds.size).toBeGreaterThanOrEqual(5);
  await slow.close();
});
