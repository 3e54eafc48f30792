import { X509Certificate, createPrivateKey } from 'node:crypto';
import { certificateAuthority, selfSigned } from './authority.ts';

const authority = certificateAuthority('An authority of a test');
const { cert, key } = authority.issue('localhost', '127.0.0.1');
const [ca, issued] = [new X509Certificate(authority.cert), new X509Certificate(cert)];

describe('a certificate of an authority', () => {
  it('is signed by it, and is no authority itself', () => {
    expect([issued.checkIssued(ca), issued.verify(ca.publicKey), issued.ca, ca.ca]).toEqual([true, true, false, true]);
    expect(issued.verify(new X509Certificate(certificateAuthority('Another one').cert).publicKey)).toBe(false);
  });

  it('is for the hosts that were named, names and addresses', () => {
    expect([issued.checkHost('localhost'), issued.checkIP('127.0.0.1')]).toEqual(['localhost', '127.0.0.1']);
    expect([issued.checkHost('example.org'), issued.checkIP('127.0.0.2')]).toEqual([undefined, undefined]);
  });

  it('has its own key', () => {
    expect(issued.checkPrivateKey(createPrivateKey(key))).toBe(true);
    expect(issued.checkPrivateKey(createPrivateKey(authority.key))).toBe(false);
  });
});

it('a certificate that is its own authority is for its name', () => {
  const own = new X509Certificate(selfSigned('localhost').cert);
  expect([own.checkIssued(own), own.checkHost('localhost')]).toEqual([true, 'localhost']);
});
