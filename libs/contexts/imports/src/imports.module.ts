import { Module } from '@nestjs/common';
import { ImportBatchHandler } from './import-batch.handler.ts';

/** Imports what happened elsewhere; EVENT_STORE comes from the process that it runs in. */
@Module({ providers: [ImportBatchHandler] })
export class ImportsModule {}
