import { TOPICS, type TopicShape } from '@stoa/contracts';
import { BrokerEventStream } from './broker-event-stream.ts';
import { InProcessBroker } from './in-process-broker.ts';

/** An event stream within one process: keeps every guarantee of the port but durability. Streams that share a broker act like processes. */
export class InProcessEventStream extends BrokerEventStream {
  constructor(broker = new InProcessBroker(), topics: Readonly<Record<string, TopicShape>> = TOPICS) {
    super(broker, topics);
  }
}
