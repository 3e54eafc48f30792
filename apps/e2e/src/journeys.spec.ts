import { deployment } from './deployment.ts';
import { journeys } from './journeys.ts';

describe('journeys', () => journeys(deployment));
