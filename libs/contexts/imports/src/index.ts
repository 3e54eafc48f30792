export { ImportBatchHandler } from './import-batch.handler.ts';
export { ImportsModule } from './imports.module.ts';
