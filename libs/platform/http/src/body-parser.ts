import { Refusal } from '@stoa/kernel';
import type { FastifyInstance } from 'fastify';
import { strictJson } from './strict-json.ts';

const JSON_TYPE = /^application\/json(?:[ \t]*;[ \t]*charset="?utf-8"?)?[ \t]*$/i;

/** Bodies are JSON in UTF-8, uncompressed, and read strictly; everything else is unsupported-media-type. */
export function readJsonOnly(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body: Buffer, done) => {
    try {
      const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers;
      if (!JSON_TYPE.test(type)) throw new Refusal('unsupported-media-type', 'Bodies are application/json in UTF-8.');
      if (encoding !== 'identity') throw new Refusal('unsupported-media-type', 'Bodies are sent without compression.');
      done(null, body.length === 0 ? undefined : strictJson(body));
    } catch (error) {
      done(error as Error);
    }
  });
}
