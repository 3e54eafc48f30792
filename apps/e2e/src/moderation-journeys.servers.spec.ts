import { describeWith } from '@stoa/dev-servers';
import { startServices } from '@stoa/dev-servers/deployments';
import { moderationJourneys } from './moderation-journeys.ts';

await describeWith('journeys of moderation over a process per service', ['postgres', 'kafka', 'eventstore'], (servers) => {
  moderationJourneys(() => startServices(servers));
});
