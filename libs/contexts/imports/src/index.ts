export { ImportBatchHandler } from './import-batch.handler.ts';
export { GetImportedHandler } from './imported.query.ts';
export { ImportsModule } from './imports.module.ts';
