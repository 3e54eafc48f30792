import { Refusal } from '@stoa/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { formFields } from './form-body.ts';
import { strictJson } from './strict-json.ts';

const JSON_TYPE = /^application\/json(?:[ \t]*;[ \t]*charset="?utf-8"?)?[ \t]*$/i;
const PLAIN_TYPE = /^text\/plain(?:[ \t]*;[ \t]*charset="?utf-8"?)?[ \t]*$/i;
const FORM_TYPE = /^application\/x-www-form-urlencoded(?:[ \t]*;[ \t]*charset="?utf-8"?)?[ \t]*$/i;
/** Forms of pages hold a few short fields. */
const FORM_LIMIT = 4 * 1024;

/** What a route's config says of its body. */
export interface BodyConfig {
  /** It takes a form, and no JSON. */
  readonly form?: boolean;
  /** It takes JSON as text/plain too, which browsers send to other sites without asking first. */
  readonly plainText?: boolean;
  /** Bytes, where fewer than elsewhere. */
  readonly limit?: number;
}

/** Bodies are JSON in UTF-8, on routes of forms forms in UTF-8; uncompressed, read strictly. Everything else is unsupported-media-type. */
export function readBodies(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addHook('onRoute', (route) => {
    const { limit } = (route.config as BodyConfig | undefined) ?? {};
    if (limit !== undefined) route.bodyLimit = limit;
  });
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    try {
      if (takesForm(request) || !JSON_TYPE.test(request.headers['content-type'] ?? '')) throw unsupported(request);
      refuseCompression(request);
      done(null, body.length === 0 ? undefined : strictJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
  fastify.addContentTypeParser('text/plain', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    try {
      if (!bodyOf(request).plainText || !PLAIN_TYPE.test(request.headers['content-type'] ?? '')) throw unsupported(request);
      refuseCompression(request);
      done(null, strictJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
  const form = { parseAs: 'buffer', bodyLimit: FORM_LIMIT } as const;
  fastify.addContentTypeParser('application/x-www-form-urlencoded', form, (request, body: Buffer, done) => {
    try {
      if (!takesForm(request) || !FORM_TYPE.test(request.headers['content-type'] ?? '')) throw unsupported(request);
      refuseCompression(request);
      done(null, formFields(body));
    } catch (error) {
      done(error as Error);
    }
  });
}

const bodyOf = (request: FastifyRequest): BodyConfig => (request.routeOptions.config as BodyConfig | undefined) ?? {};
const takesForm = (request: FastifyRequest): boolean => bodyOf(request).form === true;

const unsupported = (request: FastifyRequest) =>
  new Refusal(
    'unsupported-media-type',
    takesForm(request) ? 'This form is application/x-www-form-urlencoded in UTF-8.' : 'Bodies are application/json in UTF-8.',
  );

function refuseCompression({ headers }: FastifyRequest): void {
  if ((headers['content-encoding'] ?? 'identity') !== 'identity')
    throw new Refusal('unsupported-media-type', 'Bodies are sent without compression.');
}
