import * as contracts from '@stoa/contracts';
import { aFact } from '@stoa/contracts/testing/facts';
import { commandBuilder, eventBuilder } from './building.ts';
import { NOW, admin, idOf } from './circumstances.ts';
import { answerId, questionId } from './questions.ts';

const imported = { source: 'another site', counts: [{ questionId, answerId, views: 40 }] };

export const viewsImported = eventBuilder(contracts.ViewsImported, {
  shard: contracts.viewShardOf(questionId),
  ...imported,
  offset: null,
});
export const viewsTakenBack = eventBuilder(contracts.ViewsTakenBack, {
  shard: contracts.viewShardOf(questionId),
  source: 'another site',
  counts: [{ questionId, answerId, views: 40, at: NOW }],
});
export const viewsImportBegan = eventBuilder(contracts.ViewsImportBegan, {
  importId: idOf('import'),
  source: 'another site',
  shards: [{ shard: contracts.viewShardOf(questionId), after: -1 }],
});
export const importViews = commandBuilder(contracts.ImportViews, imported, { by: admin });
export const importViewLog = commandBuilder(
  contracts.ImportViewLog,
  {
    source: 'access.log',
    from: '0',
    to: '187',
    facts: contracts.encodeFacts([aFact()]),
    log: 'a'.repeat(64),
    content: 'b'.repeat(64),
  },
  { by: admin },
);
export const restateViews = commandBuilder(
  contracts.RestateViews,
  { from: '2026-03-01', to: '2026-03-01', rules: 'views.rules.v2' },
  { by: admin },
);
