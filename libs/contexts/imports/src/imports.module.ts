import { Module } from '@nestjs/common';
import { ImportBatchHandler } from './import-batch.handler.ts';
import { GetImportedHandler } from './imported.query.ts';

/** Imports what happened elsewhere; EVENT_STORE comes from the process that it runs in. */
@Module({ providers: [ImportBatchHandler, GetImportedHandler] })
export class ImportsModule {}
