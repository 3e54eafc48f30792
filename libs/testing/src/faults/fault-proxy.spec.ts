import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { eventually } from '../eventually.ts';
import { FaultProxy } from './fault-proxy.ts';

let echo: Server;
let proxy: FaultProxy;
const sockets: Socket[] = [];

beforeEach(async () => {
  echo = createServer((socket) => void socket.on('error', () => undefined).pipe(socket));
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve));
  proxy = await FaultProxy.to({ host: '127.0.0.1', port: (echo.address() as AddressInfo).port });
});
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  await proxy.close();
  await new Promise((resolve) => echo.close(resolve));
});

function client() {
  const socket = connect({ host: '127.0.0.1', port: proxy.port });
  sockets.push(socket);
  const seen = { text: '', ended: false };
  socket.on('data', (chunk) => void (seen.text += chunk.toString()));
  socket.on('error', () => void (seen.ended = true));
  socket.on('close', () => void (seen.ended = true));
  return { socket, seen };
}
const echoed = (seen: { text: string }, text: string) => eventually(() => expect(seen.text).toBe(text));

it('lets bytes pass', async () => {
  const { socket, seen } = client();
  socket.write('a');
  await echoed(seen, 'a');
});

it('stalls without an end, and then all of it passes', async () => {
  const { socket, seen } = client();
  socket.write('a');
  await echoed(seen, 'a');
  proxy.set('stall');
  socket.write('b');
  await expect(eventually(() => expect(seen.text).toBe('ab'), { timeout: 200 })).rejects.toThrow();
  expect(seen.ended).toBe(false);
  proxy.set('flow');
  await echoed(seen, 'ab');
});

it('swallows what is sent while half open, and resets the connection when it is back', async () => {
  const { socket, seen } = client();
  socket.write('a');
  await echoed(seen, 'a');
  proxy.set('half-open');
  socket.write('b');
  await expect(eventually(() => expect(seen.text).toBe('ab'), { timeout: 200 })).rejects.toThrow();
  expect(seen.ended).toBe(false);
  proxy.set('flow');
  await eventually(() => expect(seen).toEqual({ text: 'a', ended: true }));
});

it('was half open without anybody’s notice where nothing was sent', async () => {
  const { socket, seen } = client();
  socket.write('a');
  await echoed(seen, 'a');
  proxy.set('half-open');
  proxy.set('flow');
  socket.write('b');
  await echoed(seen, 'ab');
});

it('cuts what is open and refuses what comes', async () => {
  const { socket, seen } = client();
  socket.write('a');
  await echoed(seen, 'a');
  proxy.set('cut');
  await eventually(() => expect(seen.ended).toBe(true));
  const late = client();
  await eventually(() => expect(late.seen.ended).toBe(true));
  proxy.set('flow');
  const again = client();
  again.socket.write('d');
  await echoed(again.seen, 'd');
});
