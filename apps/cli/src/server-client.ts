import { request, type Call, type StoaServer } from '@stoa/api-client';
import type { RunningServer } from '@stoa/data-folder';

/** A server that a command talks to. */
export interface Server extends StoaServer {
  /** Milliseconds for which a request is tried again: the services behind a gateway come up in any order. */
  readonly patience: number;
}

/** The server that holds the folder, as its local admin. */
export const serverOfFolder = ({ url, secret }: RunningServer): Server => ({
  url,
  headers: { 'stoa-admin-secret': secret },
  patience: 0,
});

/** What a server responds to one request. Throws the refusal that it sends, dependency-unavailable where it cannot be reached. */
export const send = async <B>(server: Server, call: Call<B>): Promise<B> =>
  (await request(server, call, { patience: server.patience })).body;
