import { connect, isIP } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { ISocketFactory } from 'kafkajs';

/** As the library's own factory has it. */
const KEEP_ALIVE_MS = 60_000;
/** TLS's record of an alert, which a listener with TLS sends to a client that speaks without. */
const [ALERT, MAJOR_VERSION] = [21, 3];

/** A peer that answers this often serves us. */
const WELCOME = 2;

/** Why the last connection failed, as far as the library does not tell. */
export type SocketFailure =
  | { readonly kind: 'error'; readonly message: string; readonly code: string | undefined }
  /** A listener with TLS was spoken to in the clear. */
  | { readonly kind: 'speaks-tls' }
  /** The peer hung up after the first request, or the second: the first one it answers to anybody. */
  | { readonly kind: 'hung-up' };

/**
 * The library's sockets. It keeps trying for longer than callers wait, and takes an alert of TLS for the beginning of a long message: what a
 * connection failed of is noted here, until another one gets a response.
 */
export class WatchedSockets {
  lastFailure: SocketFailure | undefined;

  readonly open: ISocketFactory = ({ host, port, ssl, onConnect }) => {
    const socket = ssl
      ? connectTls({ host, port, ...(isIP(host) ? {} : { servername: host }), ...ssl }, onConnect)
      : connect({ host, port }, onConnect);
    socket.setKeepAlive(true, KEEP_ALIVE_MS);
    let heard = 0;
    socket.on('data', (bytes: Buffer) => {
      if (++heard > WELCOME) return;
      if (heard === 1 && !ssl && bytes[0] === ALERT && bytes[1] === MAJOR_VERSION) this.lastFailure = { kind: 'speaks-tls' };
      else if (heard === WELCOME) this.lastFailure = undefined;
    });
    socket.once('end', () => {
      const alerted = this.lastFailure?.kind === 'speaks-tls';
      if (heard < WELCOME && !alerted && !socket.writableEnded) this.lastFailure = { kind: 'hung-up' };
    });
    socket.on('error', ({ message, code }: NodeJS.ErrnoException) => {
      // What we gave up ourselves, such as a handshake that took too long, says nothing about the peer.
      if (!socket.writableEnded) this.lastFailure = { kind: 'error', message, code };
    });
    return socket;
  };
}
