import { deployment } from '@stoa/dev-servers/deployments';
import { journeys } from './journeys.ts';

describe('journeys', () => journeys(deployment));
