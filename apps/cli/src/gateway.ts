import { readFileSync } from 'node:fs';
import { Refusal } from '@stoa/kernel';
import type { AskedServer } from './server-client.ts';

/** Options of commands that may talk to a gateway instead of a folder. */
export interface GatewayOptions {
  gateway?: string;
  adminSecretFile?: string;
}

/** The gateway that the options name, with the admin secret from its file or from STOA_ADMIN_SECRET; undefined where they name none. */
export function namedGateway({ gateway, adminSecretFile }: GatewayOptions): AskedServer | undefined {
  if (gateway === undefined) return undefined;
  if (!/^https?:$/.test(URL.canParse(gateway) ? new URL(gateway).protocol : ''))
    throw new Refusal('validation-failed', '--gateway is an address such as http://127.0.0.1:3000.');
  const secret = adminSecretFile === undefined ? process.env['STOA_ADMIN_SECRET'] : secretIn(adminSecretFile);
  if (!secret)
    throw new Refusal(
      'validation-failed',
      'A gateway wants its admin secret: name a file that holds it with --admin-secret-file, or set STOA_ADMIN_SECRET.',
    );
  return { url: new URL(gateway).origin, secret, patient: true };
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Refusal('validation-failed', `--admin-secret-file: ${file} cannot be read (${code}).`, [], { cause });
  }
}
