import 'reflect-metadata';
import { runMain } from '@stoa/service';
import { options } from './config.ts';
import { serveRelay } from './serve.ts';

runMain('relay', options, { args: process.argv.slice(2), environment: process.env }, serveRelay);
