import { command } from '@stoa/kernel';
import { line } from '../vocabulary.ts';
import { ViewsImported } from './events.ts';

/** `name` names this import within its source: it then has its effect once, whoever sends it and under whatever key. */
export class ImportViews extends command(
  'ImportViews',
  ViewsImported.schema.omit({ shard: true, offset: true }).extend({ name: line(120).optional() }),
) {}
