import { AskQuestion, GetAnswerRevisions, GetQuestion, serviceNames, type ServiceName } from '@stoa/contracts';
import { commandContext } from '@stoa/kernel';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { RemoteBus } from './remote-bus.ts';

const received: string[] = [];
let server: Server;
let bus: RemoteBus;

beforeAll(async () => {
  server = createServer((request, response) => {
    received.push(request.url ?? '');
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const services = Object.fromEntries(serviceNames.map((name) => [name, url])) as Record<ServiceName, string>;
  bus = new RemoteBus({ services, secret: 's', log: { info() {}, warn() {}, error() {} } as never });
});
afterAll(() => {
  bus.close();
  server.closeAllConnections();
  server.close();
});

const context = commandContext({
  principal: { memberId: '11111111-1111-5111-8111-111111111111', roles: ['member'] },
  command: 'AskQuestion',
  key: 'k',
  body: {},
  occurredAt: '2026-11-24T09:00:00.000Z',
  correlationId: 'c',
});

it('names of classes, which a bundler may change, do not travel', async () => {
  const renamed = [AskQuestion, GetQuestion, GetAnswerRevisions];
  const before = renamed.map(({ name }) => name);
  for (const type of renamed) Object.defineProperty(type, 'name', { value: 'a', configurable: true });
  try {
    await bus.execute(new AskQuestion({ title: 'T', body: '', topics: [] }, context));
    await bus.ask(new GetQuestion({ idOrSlug: 'how' }));
    await bus.ask(new GetAnswerRevisions({ answerId: '11111111-1111-5111-8111-111111111111', limit: 5 }));
  } finally {
    renamed.forEach((type, index) => Object.defineProperty(type, 'name', { value: before[index], configurable: true }));
  }
  expect(received).toEqual(['/commands/AskQuestion', '/queries/GetQuestion', '/queries/GetAnswerRevisions']);
});

it('a subclass, as some other tool may make one, is the same message', () => {
  class Other extends GetQuestion {}
  expect(new Other({ idOrSlug: 'how' }).type).toBe('GetQuestion');
  expect(JSON.stringify(new Other({ idOrSlug: 'how' }))).toBe('{"idOrSlug":"how"}');
});
