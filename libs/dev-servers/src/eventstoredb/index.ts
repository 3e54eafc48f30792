export type { FaultSettings } from './faults.ts';
export { EventStoreDbStandIn, type StandInOptions } from './stand-in.ts';
export { StandInProcess } from './stand-in-process.ts';
export { selfSigned } from '../certificates/authority.ts';
