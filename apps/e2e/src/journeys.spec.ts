import { deployment } from '@stoa/dev-servers/deployments';
import { journeys } from './journeys.ts';
import { moderationJourneys } from './moderation-journeys.ts';

describe('journeys', () => journeys(deployment));
describe('journeys of moderation', () => moderationJourneys(deployment));
