import 'reflect-metadata';
import { openEventStore } from '@stoa/event-store';
import { runMain, runWriteService } from '@stoa/service';
import { MentorsAppModule } from './app.module.ts';
import { options } from './config.ts';

runMain('mentors', options, { args: process.argv.slice(2), environment: process.env }, async (config, log, metrics) =>
  runWriteService({ module: MentorsAppModule, store: openEventStore(config.eventStore), config, log, metrics }),
);
