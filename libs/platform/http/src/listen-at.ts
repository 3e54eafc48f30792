import type { LoggerService } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Refusal } from '@stoa/kernel';
import type { RequestLog } from './fastify.ts';

/** Listens, and returns the URL. A failure names the address and what can be done about it. */
export async function listenAt(app: NestFastifyApplication, host: string, port: number): Promise<string> {
  try {
    await app.listen(port, host);
  } catch (cause) {
    throw listenRefusal(cause, `${host}:${port}`, PUBLIC);
  }
  return (await app.getUrl()).replace('[::1]', 'localhost');
}

/** The settings that choose where to listen. */
export interface ListenSettings {
  readonly port: string;
  readonly host: string;
}
const PUBLIC: ListenSettings = { port: '--port or STOA_PORT', host: '--host or STOA_HOST' };

/** Why nothing can listen at an address, with the setting that chooses another one; what has another cause is returned as it is. */
export function listenRefusal(cause: unknown, address: string, { port, host }: ListenSettings): unknown {
  const { code } = cause as NodeJS.ErrnoException;
  const sentence = {
    EADDRINUSE: `Another process listens at ${address}; choose another one with ${port}.`,
    EACCES: `This process may not listen at ${address}; choose another one with ${port}.`,
    EADDRNOTAVAIL: `This machine has no address ${address}; choose another one with ${host}.`,
    ENOTFOUND: `The host of ${address} is not known; choose another one with ${host}.`,
  }[code ?? ''];
  if (sentence === undefined) return cause;
  return new Refusal(code === 'EADDRINUSE' ? 'request-in-progress' : 'validation-failed', sentence, [], { cause });
}

/** Nest's own messages in the process's log, as lines of it. What cannot listen is reported by who wanted to. */
export function nestLogger(log: RequestLog): LoggerService {
  const note = (message: unknown) => {
    const reason = message instanceof Error ? (message.stack ?? message.message) : String(message);
    if (!/^Error: (?:listen|getaddrinfo) /.test(reason)) log.error({ reason }, 'Nest reports');
  };
  return { log: () => undefined, warn: note, error: note };
}
