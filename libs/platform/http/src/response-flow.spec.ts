import { once } from 'node:events';
import { connect, type AddressInfo, type Socket } from 'node:net';
import Fastify, { type FastifyInstance } from 'fastify';
import { boundResponses } from './response-flow.ts';
import { problemOf, refusalOf } from './problem.ts';

const MB = 1024 * 1024;
/** More than the buffers of a connection between two sockets of one machine. */
const LONG = 16 * MB;

describe('long responses', () => {
  let fastify: FastifyInstance;
  let port: number;
  const clients: Socket[] = [];
  let told = 0;

  const serve = async (ms: number) => {
    fastify = Fastify({ forceCloseConnections: true });
    told = 0;
    boundResponses(fastify, { inFlight: 2 * LONG, slowest: { bytes: MB, ms } }, (change) => void (told += change));
    fastify.setErrorHandler((error, request, reply) => {
      const problem = problemOf(refusalOf(error), request.id);
      void reply.status(problem.status).type('application/problem+json').send(problem);
    });
    fastify.get('/long', async () => Buffer.alloc(LONG, 'a'));
    fastify.get('/text', async () => 'ä'.repeat(MB));
    fastify.get('/short', async () => 'short');
    await fastify.listen({ port: 0, host: '127.0.0.1' });
    port = (fastify.server.address() as AddressInfo).port;
  };
  afterEach(async () => {
    for (const client of clients.splice(0)) client.destroy();
    await fastify.close();
  });

  /** Asks, and takes nothing. */
  async function stalled(): Promise<Socket> {
    const client = connect(port, '127.0.0.1');
    clients.push(client);
    client.on('error', () => undefined).pause();
    client.write('GET /long HTTP/1.1\r\nHost: x\r\n\r\n');
    await once(client, 'connect');
    return client;
  }
  const lengthOf = async (path: string) => (await (await fetch(`http://127.0.0.1:${port}${path}`)).arrayBuffer()).byteLength;
  const statusOf = async () => {
    const response = await fetch(`http://127.0.0.1:${port}/long`);
    return [response.status, (await response.arrayBuffer()).byteLength > 0];
  };
  const until = async (expected: number) => {
    while ((await statusOf())[0] !== expected) await new Promise((resolve) => setTimeout(resolve, 20));
  };

  it('come whole, with their length, to who takes them', async () => {
    await serve(60_000);
    const response = await fetch(`http://127.0.0.1:${port}/long`);
    expect(response.headers.get('content-length')).toBe(String(LONG));
    expect((await response.arrayBuffer()).byteLength).toBe(LONG);
    expect(await lengthOf('/text')).toBe(2 * MB);
    expect(await lengthOf('/short')).toBe(5);
  });

  it('are cut off where their client takes next to nothing', async () => {
    await serve(100);
    const client = await stalled();
    const ended = once(client, 'close');
    // A socket hears of its end only while it reads.
    setTimeout(() => client.resume(), 1000);
    let received = 0;
    client.on('data', (chunk: Buffer) => (received += chunk.length));
    await ended;
    expect(received).toBeLessThan(LONG);
  });

  it('are refused where more would be on its way than is held at once, and sent again when it is gone; how much it is, is told', async () => {
    await serve(60_000);
    const [one] = [await stalled(), await stalled()];
    await until(503);
    expect(told).toBe(2 * LONG);
    expect(await lengthOf('/short')).toBe(5);
    one.destroy();
    await until(200);
    while (told !== LONG) await new Promise((resolve) => setTimeout(resolve, 20));
  });
});
