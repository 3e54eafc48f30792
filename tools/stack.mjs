// npm run stack -- up|down|status|logs: the whole system on this machine, without Docker.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';

const main = join(root, 'apps/stack/dist/main.js');
// Only a start needs the newest build.
if (process.argv[2] === 'up' || !existsSync(main)) bootstrap();
await import(main);
