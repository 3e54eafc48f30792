import { request, type Dispatcher } from 'undici';

export interface HttpAnswer {
  readonly status: number;
  readonly body: string;
}

/** The other end could not be reached, was cut off, or did not answer in time. Nobody knows whether it did what was requested. */
export class NoAnswer extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'NoAnswer';
  }
}

/** Posts JSON over a pooled connection; rejects with NoAnswer where there is no whole response within `withinMs`. */
export async function postJson(
  url: URL,
  dispatcher: Dispatcher,
  json: string,
  { headers, withinMs }: { headers: Record<string, string>; withinMs: number },
): Promise<HttpAnswer> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new NoAnswer('no answer in time')), withinMs);
  try {
    const { statusCode, body } = await request(url, {
      method: 'POST',
      dispatcher,
      headers: { ...headers, 'content-type': 'application/json', accept: 'application/json' },
      body: json,
      signal: late.signal,
    });
    return { status: statusCode, body: await body.text() };
  } catch (cause) {
    if (cause instanceof NoAnswer) throw cause;
    const { code, message } = cause as Error & { code?: string };
    throw new NoAnswer(code ?? message, { cause });
  } finally {
    clearTimeout(timer);
  }
}
