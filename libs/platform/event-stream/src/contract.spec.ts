import { InProcessBroker, InProcessEventStream } from './index.ts';
import { eventStreamContract } from './testing/contract-suite.ts';

const broker = new InProcessBroker();
eventStreamContract('the stream within a process', () => (topics) => new InProcessEventStream(broker, topics));
