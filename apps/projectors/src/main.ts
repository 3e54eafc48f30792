import 'reflect-metadata';
import { runMain } from '@stoa/service';
import { options } from './config.ts';
import { serveProjectors } from './serve.ts';

runMain('projectors', options, { args: process.argv.slice(2), environment: process.env }, serveProjectors);
