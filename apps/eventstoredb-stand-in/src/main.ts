import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { EventStoreDbStandIn } from '@stoa/dev-servers/eventstoredb';

// node apps/eventstoredb-stand-in/dist/main.js --port 2113 --data DIR [--host 0.0.0.0] [--http-port N]
// Says `listening PORT` on standard output when it serves. SIGTERM ends it; so may SIGKILL, at any time.
const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '2113' },
    data: { type: 'string' },
    host: { type: 'string', default: '127.0.0.1' },
    /** A second port that answers `/health/live`; the first one does too. */
    'http-port': { type: 'string' },
  },
});
if (!values.data) throw new Error('--data DIR is missing');

const standIn = await EventStoreDbStandIn.start({ folder: values.data, port: Number(values.port), host: values.host });
const health = values['http-port']
  ? createServer((_request, response) => response.writeHead(204).end()).listen(Number(values['http-port']), values.host)
  : undefined;
process.stdout.write(`listening ${standIn.port}\n`);
for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    health?.close();
    void standIn.stop().then(() => process.exit(0));
  });
