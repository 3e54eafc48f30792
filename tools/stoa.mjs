#!/usr/bin/env node
// npx stoa: the command line.
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';

bootstrap();
await import(join(root, 'apps/cli/dist/main.js'));
