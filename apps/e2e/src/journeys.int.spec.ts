import { describeWith } from '@stoa/testing/servers';
import { startServices } from './distributed.ts';
import { journeys } from './journeys.ts';

await describeWith('journeys over a process per service', ['postgres', 'kafka', 'eventstore'], (servers) => {
  journeys(() => startServices(servers));
});
