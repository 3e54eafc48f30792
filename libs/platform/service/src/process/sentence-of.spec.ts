import { sentenceOf } from './sentence-of.ts';

describe('a line of the log as a sentence', () => {
  it.each([
    [{ msg: 'ready', url: 'http://127.0.0.1:3000' }, 'Ready at http://127.0.0.1:3000.'],
    [
      { msg: 'request', method: 'GET', route: '/q/:slug', status: 200, ms: 3.1, correlationId: 'x' },
      'GET /q/:slug returned 200 in 3.1 ms.',
    ],
    [
      { msg: 'request', method: 'GET', route: '/', status: 503, ms: 1, correlationId: 'x' },
      'GET / returned 503 in 1 ms (correlation x).',
    ],
    [{ msg: 'rebuild begins', projection: 'access', generation: 2 }, 'Rebuild begins (projection access, generation 2).'],
    [{ msg: 'stopped', pageCache: { hits: 1 } }, 'Stopped (page cache {"hits":1}).'],
    [
      { msg: 'waiting', service: 'relay', dependency: 'kafka', waitingFor: 'It cannot be reached (ECONNREFUSED).' },
      'relay: Waiting (dependency kafka): It cannot be reached (ECONNREFUSED).',
    ],
  ])('%j', (fields, sentence) => expect(sentenceOf({ level: 30, time: 1, ...fields })).toBe(sentence));
});
