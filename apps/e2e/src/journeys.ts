import type { Deployment } from '@stoa/dev-servers/deployments';
import { readingJourneys } from './journeys/reading.ts';
import { requestJourneys } from './journeys/requests.ts';
import { Site } from './journeys/site.ts';
import { writingJourneys } from './journeys/writing.ts';

/** What people do with Stoa, from their side alone: the same on every deployment. */
export function journeys(open: () => Promise<Deployment>): void {
  const site = new Site(open);
  writingJourneys(site);
  readingJourneys(site);
  requestJourneys(site);
}
