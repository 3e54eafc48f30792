import { generateKeyPairSync, sign } from 'node:crypto';

/** PEM. The certificate is its own CA. */
export interface SelfSigned {
  readonly key: string;
  readonly cert: string;
}

/** A certificate for tests: for one DNS name, valid from yesterday for ten years, in the DER of RFC 5280 as far as Node reads it. */
export function selfSigned(name: string): SelfSigned {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const subject = sequence(set(sequence(objectId('550403'), tagged(0x0c, Buffer.from(name)))));
  const extensions = sequence(
    sequence(objectId('551d13'), tagged(0x01, Buffer.from([0xff])), octets(sequence(tagged(0x01, Buffer.from([0xff]))))),
    sequence(objectId('551d11'), octets(sequence(tagged(0x82, Buffer.from(name))))),
  );
  const body = sequence(
    tagged(0xa0, integer(2)),
    integer(1),
    ECDSA_WITH_SHA256,
    subject,
    sequence(time(now - DAY_MS), time(now + 3650 * DAY_MS)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, extensions),
  );
  const signature = sign('sha256', body, privateKey);
  const der = sequence(body, ECDSA_WITH_SHA256, tagged(0x03, Buffer.concat([Buffer.from([0]), signature])));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

const DAY_MS = 86_400_000;

function tagged(tag: number, ...parts: Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}
const sequence = (...parts: Buffer[]) => tagged(0x30, ...parts);
const set = (...parts: Buffer[]) => tagged(0x31, ...parts);
const octets = (...parts: Buffer[]) => tagged(0x04, ...parts);
const objectId = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'));
const integer = (value: number) => tagged(0x02, Buffer.from([value]));
/** UTCTime: `YYMMDDhhmmssZ`. */
const time = (ms: number) =>
  tagged(
    0x17,
    Buffer.from(
      `${new Date(ms)
        .toISOString()
        .replace(/[-:T]|\.\d+/g, '')
        .slice(2)}`,
    ),
  );
const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'));
