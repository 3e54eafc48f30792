import { ExplainViews } from '@stoa/contracts';
import { aFact, aReader, aTarget } from '@stoa/contracts/testing/facts';
import type { ReadModels } from '@stoa/kernel';
import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import { idOf, viewsImported } from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { automated, restated, sealed } from '../testing/sealed-views.ts';
import { ExplainViewsHandler } from './explain-views.query.ts';
import { viewRollups } from './view-rollups.projection.ts';

const { given } = readModelScenario(withGeneration, viewRollups);
const answerId = aTarget().answerId!;
const explain =
  (day?: string, id = answerId) =>
  (readModels: ReadModels) =>
    new ExplainViewsHandler(readModels).execute(new ExplainViews({ answerId: id, ...(day === undefined ? {} : { day }) }));

const facts = [
  aFact(),
  aFact({ at: Date.UTC(2026, 10, 3), first: 0 }),
  aFact({ class: 'repeat', first: 0 }),
  aFact({ class: 'known_bot', first: 0, reader: aReader({ bot: 'Googlebot' }) }),
  aFact({ class: 'glimpse', kind: 'glimpse', first: 0 }),
  aFact({ kind: 'time', first: 0, readMs: 900 }),
];

it('opens the number of an answer', () =>
  given(sealed(facts), viewsImported({ counts: [{ questionId: aTarget().questionId, answerId, views: 40 }] }))
    .when(explain())
    .thenResult({
      total: 42,
      counted: 2,
      imported: 40,
      rules: 'views.rules.v1',
      classes: { human: 2, repeat: 1, known_bot: 1, glimpse: 1, automated: 0, invalid: 0 },
      bots: [{ name: 'Googlebot', facts: 1 }],
      restated: 0,
      freshness: { position: '0000000000000001', at: '2026-11-03T00:00:00.000Z' },
    }));

it('of one day', () =>
  given(sealed(facts))
    .when(explain('2026-11-03'))
    .thenResult({ day: '2026-11-03', total: 1, counted: 1, classes: { repeat: 0 } }));

it('says how many were judged again', () =>
  given(sealed(facts), restated(facts.slice(0, 1), automated))
    .when(explain())
    .thenResult({ total: 1, classes: { human: 1, automated: 1 }, restated: 1, rules: 'views.rules.v2' }));

it('has nothing to explain of an answer that nobody looked at', () =>
  given()
    .when(explain(undefined, idOf('nothing')))
    .thenResult({ total: 0, classes: { human: 0 }, bots: [], freshness: { position: null, at: null } }));
