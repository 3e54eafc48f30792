import { Refusal } from '@stoa/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { Door, LOOK_MS, type Place } from './door.ts';
import { KINDS, waitedTooLong } from './is-shed.ts';
import { Turns } from './turns.ts';

/** Milliseconds between two lines of the log that count what was refused. */
const LOGGED_EVERY = 10_000;

interface Options {
  /** Undefined: it is never refused. */
  placeOf(request: FastifyRequest): Place | undefined;
  readonly log: { info(fields: object, message: string): void };
  readonly door?: Door;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** What ends a request in flight stands on the request itself: a map of requests costs the garbage collector more than the request costs us. */
const END = Symbol('end');
type RequestInFlight = FastifyRequest & { [END]?: (answered?: boolean) => void };

const overloaded = () =>
  new Refusal('overloaded', 'More requests come than this server can answer in time; send it again in a moment.');

/**
 * Refuses what is more than this process can do, at once and before its body is read. What was begun with is worked on to its end; what has
 * waited too long before that is refused. A request counts from when it has arrived whole until its response is made: how fast a client sends and
 * takes is not our work.
 */
export function shedOverload(
  fastify: FastifyInstance,
  { placeOf, log, door = new Door(), now = () => performance.now() }: Options,
): void {
  const turns = new Turns();
  const refused = { analytics: 0, reads: 0, writes: 0 };
  let logged = -Infinity;
  let timer: NodeJS.Timeout | undefined;
  fastify.addHook('onReady', (done) => {
    timer = setInterval(() => {
      door.look();
      tell();
    }, LOOK_MS);
    done();
  });
  fastify.addHook('onClose', (_instance, done) => {
    clearInterval(timer);
    done();
  });
  fastify.server.on('connection', () => turns.arrived());
  fastify.addHook('onRequest', (request, _reply, done) => {
    turns.arrived();
    const place = placeOf(request);
    if (!place || door.admits(place)) return done();
    refused[place.kind]++;
    done(overloaded());
  });
  fastify.decorateRequest(END, undefined);
  fastify.addHook('preValidation', (request: RequestInFlight, _reply, done) => {
    const place = placeOf(request);
    if (!place) return done();
    const end = door.begin(place);
    request[END] = end;
    const began = now();
    turns.next(() => {
      if (waitedTooLong(place.kind, now() - began)) {
        end(false);
        refused[place.kind]++;
        return done(overloaded());
      }
      if (waitsForRows(request)) end();
      done();
    });
  });
  fastify.addHook('onSend', (request: RequestInFlight, _reply, payload, done) => {
    request[END]?.();
    done(null, payload);
  });

  function tell(): void {
    const at = now();
    if (at - logged < LOGGED_EVERY || KINDS.every((kind) => refused[kind] === 0)) return;
    logged = at;
    log.info({ ...refused }, 'overloaded: requests refused');
    for (const kind of KINDS) refused[kind] = 0;
  }
}

/** With `after` a read waits for a projection, which is no work. */
const waitsForRows = ({ method, query }: FastifyRequest): boolean =>
  method === 'GET' && (query as { after?: unknown } | undefined)?.after !== undefined;
