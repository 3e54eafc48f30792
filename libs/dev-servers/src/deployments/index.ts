export * from './deployment.ts';
export * from './distributed.ts';
export * from './service-process.ts';
