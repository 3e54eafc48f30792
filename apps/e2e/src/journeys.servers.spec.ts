import { describeWith } from '@stoa/dev-servers';
import { startServices } from '@stoa/dev-servers/deployments';
import { journeys } from './journeys.ts';

await describeWith('journeys over a process per service', ['postgres', 'kafka', 'eventstore'], (servers) => {
  journeys(() => startServices(servers));
});
