import 'reflect-metadata';
import { openEventStore } from '@stoa/event-store';
import { runMain, runWriteService } from '@stoa/service';
import { AnswersAppModule } from './app.module.ts';
import { options } from './config.ts';

runMain('answers', options, { args: process.argv.slice(2), environment: process.env }, async (config, log, metrics) =>
  runWriteService({ module: AnswersAppModule, store: openEventStore(config.eventStore), config, log, metrics }),
);
