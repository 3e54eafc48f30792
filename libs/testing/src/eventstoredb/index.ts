export type { FaultSettings } from './faults.ts';
export { EventStoreDbStandIn, type StandInOptions } from './stand-in.ts';
