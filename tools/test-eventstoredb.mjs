// npm run test:eventstoredb: everything about EventStoreDB. With STOA_TEST_EVENTSTOREDB=esdb://host:2113?tls=false on that server, which may hold
// other data: streams lie under prefixes of their own. With STOA_TEST_SCAVENGE=1 it is scavenged too. Without, on the stand-in.
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { run } from './run.mjs';

bootstrap();
process.chdir(root);
const server = process.env.STOA_TEST_EVENTSTOREDB;
process.stdout.write(`EventStoreDB: ${server ? `the server at ${server.replace(/\/\/[^@/]*@/, '//')}` : 'the stand-in'}\n`);
const projects = ['--selectProjects', 'event-store', 'dev-servers'];
process.exit(
  await run([join(root, 'tools/jest.mjs'), ...projects, '--testPathPatterns', 'eventstoredb', ...process.argv.slice(2)]),
);
