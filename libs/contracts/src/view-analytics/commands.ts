import { command } from '@stoa/kernel';
import { line } from '../vocabulary.ts';
import { ViewsImported } from './events.ts';

/** `name` names this import within its source: it then takes effect once, from any sender and under any key. */
export class ImportViews extends command(
  'ImportViews',
  ViewsImported.schema.omit({ shard: true, offset: true }).extend({ name: line(120).optional() }),
) {}
