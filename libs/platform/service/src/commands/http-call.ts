import { request as plain, type Agent, type RequestOptions } from 'node:http';
import { request as encrypted } from 'node:https';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** The other end could not be reached, was cut off, or did not answer in time. Nobody knows whether it did what was asked. */
export class NoAnswer extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'NoAnswer';
  }
}

/** Posts JSON over a kept connection; rejects with NoAnswer where there is none within `withinMs`. */
export function postJson(
  url: URL,
  agent: Agent,
  json: string,
  { headers, withinMs }: { headers: Record<string, string>; withinMs: number },
): Promise<HttpAnswer> {
  const options: RequestOptions = {
    method: 'POST',
    agent,
    headers: {
      ...headers,
      'content-type': 'application/json',
      accept: 'application/json',
      'content-length': Buffer.byteLength(json),
    },
  };
  return new Promise((resolve, reject) => {
    const asked = (url.protocol === 'https:' ? encrypted : plain)(url, options, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', fail);
      answer.on('aborted', () => fail(new Error('cut off')));
      answer.on('end', () => {
        clearTimeout(timer);
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
      });
    });
    const fail = (error: Error & { code?: string }) => {
      clearTimeout(timer);
      reject(error instanceof NoAnswer ? error : new NoAnswer(error.code ?? error.message, { cause: error }));
    };
    const timer = setTimeout(() => asked.destroy(new NoAnswer('no answer in time')), withinMs);
    asked.on('error', fail);
    asked.end(json);
  });
}
