// npm run bench -- <name>
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';
import { run } from './run.mjs';

bootstrap();
process.exit(await run([join(root, 'apps/bench/dist/main.js'), ...process.argv.slice(2)]));
