import 'reflect-metadata';
import { openEventStore } from '@stoa/event-store';
import { runMain, runWriteService } from '@stoa/service';
import { QuestionsAppModule } from './app.module.ts';
import { options } from './config.ts';

runMain('questions', options, { args: process.argv.slice(2), environment: process.env }, async (config, log, metrics) =>
  runWriteService({ module: QuestionsAppModule, store: openEventStore(config.eventStore), config, log, metrics }),
);
