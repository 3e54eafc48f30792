import { request, type Agent } from 'node:http';

/** Posts JSON over a kept connection. */
export function postJson(
  agent: Agent,
  url: string,
  headers: Record<string, string>,
  json: string,
): Promise<{ status: number; body: string }> {
  const sent = { ...headers, 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(json)) };
  return new Promise((resolve, reject) => {
    request(url, { method: 'POST', agent, headers: sent }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('error', reject);
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(chunks).toString() }));
    })
      .on('error', reject)
      .end(json);
  });
}
