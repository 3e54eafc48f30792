import { readFileSync } from 'node:fs';
import type { RunningServer } from '@stoa/data-folder';
import { Refusal } from '@stoa/kernel';
import { ask, type Api } from './api.ts';

/** How a command is told which server to go through. */
export interface GatewayOptions {
  gateway?: string;
  token?: string;
  adminSecretFile?: string;
}

/** The server that holds the folder, asked as its local admin. */
export const apiOf = ({ url, secret }: RunningServer): Api => ({ url, headers: { 'stoa-admin-secret': secret } });

/** Asks the server that holds the folder, as its local admin. Throws the refusal that it answers. */
export const askServer = async <B>(server: RunningServer, method: string, path: string, body?: object): Promise<B> =>
  (await ask<B>(apiOf(server), method, path, body ? { body } : {})).body;

/** The gateway that the options name, and who they say is asking; undefined where they name none. */
export function gatewayOf({ gateway, token, adminSecretFile }: GatewayOptions): Api | undefined {
  if (gateway === undefined) {
    if (token !== undefined || adminSecretFile !== undefined)
      throw new Refusal('validation-failed', '--token and --admin-secret-file go with --gateway.');
    return undefined;
  }
  if (!URL.canParse(gateway) || !/^https?:$/.test(new URL(gateway).protocol))
    throw new Refusal('validation-failed', '--gateway is an address such as http://localhost:8080.');
  if ((token === undefined) === (adminSecretFile === undefined))
    throw new Refusal('validation-failed', 'Say who you are: --token with an admin’s token, or --admin-secret-file.');
  const url = gateway.replace(/\/+$/, '');
  if (token !== undefined) return { url, headers: { authorization: `Bearer ${token}` } };
  return { url, headers: { 'stoa-admin-secret': secretIn(adminSecretFile!) } };
}

function secretIn(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (cause) {
    throw new Refusal('validation-failed', `The admin secret cannot be read from ${file}.`, [], { cause });
  }
}
