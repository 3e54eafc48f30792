import type { IHeaders, KafkaMessage } from 'kafkajs';
import type { StreamRecord } from '@stoa/kernel';

const NOTHING = new Uint8Array();

/** A record in the port's form, of any producer. */
export const streamRecord = ({ offset, key, value, headers }: KafkaMessage): StreamRecord => ({
  offset: BigInt(offset),
  key: key === null ? '' : key.toString('utf8'),
  value: value ?? NOTHING,
  headers: texts(headers),
});

function texts(headers: IHeaders | undefined): StreamRecord['headers'] {
  const found = Object.create(null) as Record<string, string | readonly string[]>;
  for (const name in headers) {
    const value = headers[name];
    // kafkajs builds a plain object: a header called like something on Object.prototype comes as a list that begins with it.
    if (Buffer.isBuffer(value)) found[name] = value.toString('utf8');
    else if (Array.isArray(value)) found[name] = value.map((one) => (Buffer.isBuffer(one) ? one.toString('utf8') : ''));
    else found[name] = '';
  }
  return found;
}
