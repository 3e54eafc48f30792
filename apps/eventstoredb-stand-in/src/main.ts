import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { EventStoreDbStandIn } from '@stoa/dev-servers/eventstoredb';

// node apps/eventstoredb-stand-in/dist/main.js --port 2113 --data DIR [--host 0.0.0.0] [--http-port N]
//   [--tls-cert FILE --tls-key FILE] [--user NAME --password-file FILE]
// Says `listening PORT` on standard output when it serves. SIGTERM ends it; so may SIGKILL, at any time.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '2113' },
    data: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    /** A second port that answers `/health/live`; the first one does too. */
    'http-port': { type: 'string' },
    /** Serves over TLS, with a certificate and its key in PEM. */
    'tls-cert': { type: 'string' },
    'tls-key': { type: 'string' },
    /** Serves this user alone. */
    user: { type: 'string' },
    'password-file': { type: 'string' },
  },
});
if (!values.data) throw new Error('--data DIR is missing');
const { user: name, 'password-file': passwordFile, 'tls-cert': certFile, 'tls-key': keyFile } = values;
if (!certFile !== !keyFile) throw new Error('--tls-cert and --tls-key are given together');
if (!name !== !passwordFile) throw new Error('--user and --password-file are given together');
const contentOf = (file: string) => readFileSync(file, 'utf8').trim();

const standIn = await EventStoreDbStandIn.start({
  folder: values.data,
  port: Number(values.port),
  host: values.host,
  ...(certFile && keyFile && { tls: { cert: contentOf(certFile), key: contentOf(keyFile) } }),
  ...(name && passwordFile && { user: { name, password: contentOf(passwordFile) } }),
});
const health = values['http-port']
  ? createServer((_request, response) => response.writeHead(204).end()).listen(Number(values['http-port']), values.host)
  : undefined;
process.stdout.write(`listening ${standIn.port}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    health?.close();
    void standIn.stop().then(() => process.exit(0));
  });
