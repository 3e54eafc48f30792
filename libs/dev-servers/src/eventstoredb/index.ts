export type { FaultSettings } from './faults.ts';
export { EventStoreDbStandIn, type StandInOptions } from './stand-in.ts';
export { StandInProcess } from './stand-in-process.ts';
export { selfSigned, type SelfSigned } from './self-signed.ts';
