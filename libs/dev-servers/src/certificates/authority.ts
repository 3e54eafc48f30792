import { generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { bits, integer, objectId, octets, sequence, set, tagged, text, time, yes } from './der.ts';

/** A certificate and its private key, in PEM. */
export interface Certificate {
  readonly key: string;
  readonly cert: string;
}

/** A CA made on the spot, for tests and for a stack on this machine. */
export interface Authority extends Certificate {
  /** A certificate for hosts: names, or addresses of IPv4. */
  issue(...hosts: readonly string[]): Certificate;
}

/** Keys are of P-256; certificates are valid from yesterday for ten years, in the DER of RFC 5280. */
export function certificateAuthority(name: string): Authority {
  const keys = keyPair();
  const issuer = { name, privateKey: keys.privateKey };
  return {
    key: keyPem(keys.privateKey),
    cert: certificate({ name, hosts: [], isCa: true, publicKey: keys.publicKey }, issuer),
    issue(...hosts) {
      const { privateKey, publicKey } = keyPair();
      return {
        key: keyPem(privateKey),
        cert: certificate({ name: hosts[0] ?? '', hosts, isCa: false, publicKey }, issuer),
      };
    },
  };
}

/** A certificate for one host that is its own CA. */
export function selfSigned(name: string): Certificate {
  const { privateKey, publicKey } = keyPair();
  return {
    key: keyPem(privateKey),
    cert: certificate({ name, hosts: [name], isCa: true, publicKey }, { name, privateKey }),
  };
}

const DAY_MS = 86_400_000;
const ECDSA_WITH_SHA256 = sequence(objectId('2a8648ce3d040302'));
const COMMON_NAME = objectId('550403');
const BASIC_CONSTRAINTS = objectId('551d13');
const ALTERNATIVE_NAMES = objectId('551d11');

interface Subject {
  readonly name: string;
  readonly hosts: readonly string[];
  readonly isCa: boolean;
  readonly publicKey: KeyObject;
}

function certificate(
  { name, hosts, isCa, publicKey }: Subject,
  issuer: { readonly name: string; readonly privateKey: KeyObject },
): string {
  const now = Date.now();
  const constraints = sequence(BASIC_CONSTRAINTS, yes, octets(isCa ? sequence(yes) : sequence()));
  const names = hosts.length > 0 ? [sequence(ALTERNATIVE_NAMES, octets(sequence(...hosts.map(hostName))))] : [];
  const body = sequence(
    tagged(0xa0, integer(2)), // version 3
    integer(1, ...randomBytes(8)),
    ECDSA_WITH_SHA256,
    nameOf(issuer.name),
    sequence(time(now - DAY_MS), time(now + 3650 * DAY_MS)),
    nameOf(name),
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(constraints, ...names)),
  );
  const der = sequence(body, ECDSA_WITH_SHA256, bits(sign('sha256', body, issuer.privateKey)));
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`;
}

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });
const keyPem = (key: KeyObject): string => String(key.export({ type: 'pkcs8', format: 'pem' }));
const nameOf = (name: string): Buffer => sequence(set(sequence(COMMON_NAME, text(name))));
const hostName = (host: string): Buffer =>
  isIPv4(host) ? tagged(0x87, Buffer.from(host.split('.').map(Number))) : tagged(0x82, Buffer.from(host));
