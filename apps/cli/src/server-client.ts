import { request, type Call, type StoaServer } from '@stoa/api-client';
import type { RunningServer } from '@stoa/data-folder';

/** The server that a command calls. */
export interface Server extends StoaServer {
  /** Milliseconds for which a request is retried: the services behind a gateway start in any order. */
  readonly patience: number;
}

/** The server that holds the folder, as its local admin. */
export const serverOfFolder = ({ url, secret }: RunningServer): Server => ({
  url,
  headers: { 'stoa-admin-secret': secret },
  patience: 0,
});

/** The response to one request. Throws the server's refusal, or dependency-unavailable where it cannot be reached. */
export const send = async <B>(server: Server, call: Call<B>): Promise<B> =>
  (await request(server, call, { patience: server.patience })).body;
