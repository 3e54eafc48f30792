import type { Call, Received, RequestOptions, StoaServer } from '@stoa/api-client';
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

/** As the client of the API does; which is loaded now, since most commands open a folder and call nobody. */
export const request = async <B>(server: StoaServer, call: Call<B>, options?: RequestOptions): Promise<Received<B>> =>
  (await import('@stoa/api-client')).request(server, call, options);

/** The response to one request. Throws the server's refusal, or dependency-unavailable where it cannot be reached. */
export const send = async <B>(server: Server, call: Call<B>): Promise<B> =>
  (await request(server, call, { patience: server.patience })).body;
