export * from './ports.ts';
export * from './relay.ts';
