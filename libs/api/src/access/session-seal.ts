import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** What a session cookie holds, sealed. */
export interface Session {
  readonly tokenId: string;
  /** Hash of the token's secret: who knows the key, but no token, cannot make a session. */
  readonly secretHash: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

const IV = 12;
const TAG = 16;
const SEALED = /^[\w-]{112}$/;

/** Seals sessions with AES-256-GCM: who has the cookie can neither read it nor change it. All processes with the same key open each other's. */
export class SessionSeal {
  private readonly sealKey: Buffer;
  private readonly formKey: Buffer;

  constructor(key: Uint8Array) {
    if (key.length < 32) throw new Error('A session key has at least 32 bytes.');
    const derived = (use: string) => Buffer.from(hkdfSync('sha256', key, '', `stoa ${use} v1`, 32));
    this.sealKey = derived('session');
    this.formKey = derived('form');
  }

  seal({ tokenId, secretHash, expiresAt }: Session): string {
    const plain = Buffer.alloc(56);
    plain.write(tokenId.replaceAll('-', ''), 0, 'hex');
    plain.write(secretHash, 16, 'hex');
    plain.writeBigUInt64BE(BigInt(expiresAt), 48);
    const iv = randomBytes(IV);
    const cipher = createCipheriv('aes-256-gcm', this.sealKey, iv);
    return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  /** The session that a text seals; undefined where it was not sealed with this key. */
  open(text: string): Session | undefined {
    if (!SEALED.test(text)) return undefined;
    const bytes = Buffer.from(text, 'base64url');
    const decipher = createDecipheriv('aes-256-gcm', this.sealKey, bytes.subarray(0, IV), { authTagLength: TAG });
    decipher.setAuthTag(bytes.subarray(-TAG));
    try {
      const plain = Buffer.concat([decipher.update(bytes.subarray(IV, -TAG)), decipher.final()]);
      const tokenId = plain.toString('hex', 0, 16).replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
      return { tokenId, secretHash: plain.toString('hex', 16, 48), expiresAt: Number(plain.readBigUInt64BE(48)) };
    } catch {
      return undefined;
    }
  }

  /** What forms of a session carry, so that no other page can send them. */
  formToken(sealed: string): string {
    return createHmac('sha256', this.formKey).update(sealed).digest('base64url');
  }
}
