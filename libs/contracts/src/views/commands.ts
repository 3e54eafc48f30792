import { command } from '@stoa/kernel';
import { ViewsImported } from './events.ts';

export class ImportViews extends command('ImportViews', ViewsImported.schema.omit({ shard: true, offset: true })) {}
