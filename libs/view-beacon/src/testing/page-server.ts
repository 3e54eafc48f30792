import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { VIEW_BEACON } from '../index.ts';

export const QUESTION = '7d1e5a60-0000-4000-8000-000000000001';

/** Where what stands on the page, from its top: half a screen, with screens of nothing between, and one that is taller than a window. */
const ANSWERS = [
  { answer: 'first', top: 100, height: 300 },
  { answer: 'second', top: 3_000, height: 300 },
  { answer: 'tall', top: 6_000, height: 20_000 },
  { answer: 'last', top: 30_000, height: 300 },
];

const POLICY = "default-src 'none'; script-src 'nonce-n0nce'; style-src 'unsafe-inline'; connect-src 'self'";

const questionPage = (render: string): string => `<!doctype html><meta charset="utf-8"><title>A question</title>
<script nonce="n0nce" src="/assets/view-beacon.js" defer></script>
<article class="question" data-question="${QUESTION}" data-render="${render}" data-token="token of ${render}"><h1>A question</h1>
${ANSWERS.map(
  ({ answer, top, height }) =>
    `<article class="answer" id="${answer}" data-answer="${answer}" style="position:absolute;top:${top}px;height:${height}px;width:80%">${answer}</article>`,
).join('\n')}</article>`;

/** Has the question page made ready behind it, and goes there when the server lets it. */
const PRERENDERING = `<!doctype html><title>A list</title>
<script type="speculationrules">{"prerender":[{"urls":["/q"],"eagerness":"immediate"}]}</script>
<script>fetch('/gate').then(() => location.assign('/q'))</script>`;

/** Goes to the question page as soon as another tab hides it: a tab that is opened behind others may be visible for a moment. */
const WHEN_HIDDEN = `<!doctype html><title>Another list</title>
<script>const go = () => document.hidden && location.replace('/q'); document.addEventListener('visibilitychange', go); go()</script>`;

export interface Fact {
  readonly kind: string;
  readonly answer: string | null;
  readonly render: string;
  readonly token: string;
  readonly share: number;
  readonly visibleMs: number;
  readonly referrer: string | null;
  readonly utmSource: string | null;
}

/** A site with one question page, which records what is posted to it. Every page has a render of its own: `render-1`, `render-2` … */
export async function startPageServer() {
  const posts: { readonly type: string; readonly facts: readonly Fact[] }[] = [];
  const renders: string[] = [];
  let openGate!: () => void;
  const gate = new Promise<void>((resolve) => (openGate = resolve));
  const nextRender = (way: 'page' | 'prerendered' | 'asked') => {
    renders.push(way);
    return `render-${renders.length}`;
  };
  const reply = (response: ServerResponse, type: string, body: string, headers = {}) =>
    response.writeHead(200, { 'content-type': type, ...headers }).end(body);

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://site');
    if (request.method === 'POST' && pathname === '/v1/views') {
      const body = Buffer.concat(await request.toArray()).toString();
      posts.push({ type: request.headers['content-type'] ?? '', facts: JSON.parse(body).facts });
      return response.writeHead(202).end('{}');
    }
    if (pathname === '/assets/view-beacon.js') return reply(response, 'text/javascript', VIEW_BEACON);
    if (pathname === `/v1/questions/${QUESTION}/render`) {
      const render = nextRender('asked');
      const body = JSON.stringify({ render, token: `token of ${render}` });
      return reply(response, 'application/json', body, { 'cache-control': 'no-store' });
    }
    if (pathname === '/prerendering') return reply(response, 'text/html', PRERENDERING);
    if (pathname === '/when-hidden') return reply(response, 'text/html', WHEN_HIDDEN);
    if (pathname === '/gate') return void gate.then(() => reply(response, 'text/plain', 'open'));
    if (pathname !== '/q') return reply(response, 'text/html', '<!doctype html><title>Elsewhere</title>');
    const caching = searchParams.has('cacheable') ? {} : { 'cache-control': 'no-store' };
    const way = request.headers['sec-purpose']?.includes('prerender') ? 'prerendered' : 'page';
    return reply(response, 'text/html', questionPage(nextRender(way)), { 'content-security-policy': POLICY, ...caching });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    posts,
    /** How each render was given out, in order. */
    renders,
    /** Lets the reader of `/prerendering` go to the question page. */
    openGate,
    /** Facts of one render, or of all. */
    facts: (render?: string) => posts.flatMap(({ facts }) => facts).filter((fact) => !render || fact.render === render),
    /** Facts in short: `seen first`; that of the question is `seen question`. */
    told: (render?: string) =>
      posts
        .flatMap(({ facts }) => facts)
        .filter((fact) => !render || fact.render === render)
        .map(({ kind, answer }) => `${kind} ${answer ?? 'question'}`),
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
