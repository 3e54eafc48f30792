import { readFileSync } from 'node:fs';
import { Refusal } from '@stoa/kernel';
import type { Server } from './server-client.ts';

/** In milliseconds. */
const PATIENCE = 10_000;

/** Options of commands that may use a gateway instead of a folder. */
export interface GatewayOptions {
  gateway?: string;
  token?: string;
  adminSecretFile?: string;
}

/** The gateway that the options name, with its credentials: a token, a file with the admin secret, or STOA_ADMIN_SECRET; undefined where they name none. */
export function namedGateway({ gateway, token, adminSecretFile }: GatewayOptions): Server | undefined {
  if (gateway === undefined) {
    if (token !== undefined || adminSecretFile !== undefined)
      throw new Refusal('validation-failed', '--token and --admin-secret-file require --gateway.');
    return undefined;
  }
  if (!/^https?:$/.test(URL.canParse(gateway) ? new URL(gateway).protocol : ''))
    throw new Refusal('validation-failed', '--gateway must be a URL such as http://127.0.0.1:3000.');
  if (token !== undefined && adminSecretFile !== undefined)
    throw new Refusal('validation-failed', 'Use either --token or --admin-secret-file.');
  const url = new URL(gateway).origin;
  if (token !== undefined) return { url, headers: { authorization: `Bearer ${token}` }, patience: PATIENCE };
  const secret = adminSecretFile === undefined ? process.env['STOA_ADMIN_SECRET'] : secretIn(adminSecretFile);
  if (!secret)
    throw new Refusal(
      'validation-failed',
      'The gateway requires its admin secret: name a file with --admin-secret-file, or set STOA_ADMIN_SECRET.',
    );
  return { url, headers: { 'stoa-admin-secret': secret }, patience: PATIENCE };
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new Refusal('validation-failed', `--admin-secret-file: ${file} cannot be read (${code}).`, [], { cause });
  }
}
