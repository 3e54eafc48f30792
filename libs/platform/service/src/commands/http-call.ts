import { request, type Dispatcher } from 'undici';

export interface HttpResponse {
  readonly status: number;
  readonly body: string;
}

/** The other end could not be reached, was cut off, or did not answer in time. Nobody knows whether it did what was requested. */
export class NoResponse extends Error {
  constructor(reason: string, options?: ErrorOptions) {
    super(reason, options);
    this.name = 'NoResponse';
  }
}

/** Posts JSON over a pooled connection; rejects with NoResponse where there is no whole response within `withinMs`. */
export async function postJson(
  url: URL,
  dispatcher: Dispatcher,
  json: string,
  { headers, withinMs }: { headers: Record<string, string>; withinMs: number },
): Promise<HttpResponse> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(new NoResponse('no response in time')), withinMs);
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
    if (cause instanceof NoResponse) throw cause;
    const { code, message } = cause as Error & { code?: string };
    throw new NoResponse(code ?? message, { cause });
  } finally {
    clearTimeout(timer);
  }
}
