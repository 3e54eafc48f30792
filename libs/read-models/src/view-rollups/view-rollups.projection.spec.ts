import { FIRST } from '@stoa/contracts';
import { aFact, aReader, aTarget } from '@stoa/contracts/testing/facts';
import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import { answerPublished, answerReattributed, at, viewsImported, viewsTakenBack } from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { automated, restated, sealed } from '../testing/sealed-views.ts';
import { longId, shortId } from './rollup-keys.ts';
import { viewRollups } from './view-rollups.projection.ts';

const { given } = readModelScenario(withGeneration, viewRollups);
const { questionId, answerId, mentorId } = aTarget();
const [q, a, m] = [questionId, answerId!, mentorId!].map(shortId);
const first = FIRST.site | FIRST.question | FIRST.topic(0);

it('counts a view in its quarter hour, of the answer and of all that it belongs to', () =>
  given(sealed([aFact({ first })])).thenRows({
    hour: [{ of: 's', hour: '2026110209', views2: 1, visitors2: 1, views1: 0 }],
    day: [
      { of: `a${a}`, views: 1, visitors: 1 },
      { of: `m${m}`, views: 1, visitors: 0 },
      { of: `q${q}`, views: 1, visitors: 1 },
      { of: 's', views: 1, visitors: 1 },
      { of: 'ttea', views: 1, visitors: 1 },
    ],
    detail: [`a${a}`, `m${m}`, `q${q}`, 'ttea'].map((of) => ({ of, day: '20261102', shard: '0' })),
  }));

it('adds to the details of a day what a shard tells later', () => {
  const later = aFact({ at: Date.UTC(2026, 10, 2, 9, 40), target: aTarget({ mentorId: null, topics: [] }) });
  return given(sealed([aFact()]), sealed([later])).thenRows({
    detail: [{ of: `a${a}`, counts: 'h1Frp1Z1P6rg14BJr' }, { of: `m${m}` }, { of: `q${q}` }, { of: 'ttea' }],
  });
});

it('a view of the question itself is one of no answer and of no mentor', () =>
  given(sealed([aFact({ target: aTarget({ answerId: null, mentorId: null, company: null }) })])).thenRows({
    day: [{ of: `q${q}` }, { of: 's' }, { of: 'ttea' }],
  }));

it('keeps what did not count, by class, and the time that readers spent', () =>
  given(
    sealed([
      aFact({ target: null, class: 'invalid', verdict: 'missing', first: 0 }),
      aFact({ target: null, class: 'known_bot', first: 0, reader: aReader({ bot: 'Googlebot' }) }),
      aFact({ target: null, class: 'repeat', first: 0, kind: 'glimpse' }),
      aFact({ target: null, kind: 'time', readMs: 4500, first: 0 }),
      aFact({ target: null, kind: 'time', class: 'repeat', first: 0 }),
    ]),
  ).thenRows({
    day: [{ of: 's', day: '20261102', views: 0, readMs: 4500, invalid: 1, knownBot: 1, repeats: 1, automated: 0 }],
  }));

const inWeeks = (rows: object[]) =>
  rows.flatMap((row) => ['20261102', 'w20261102', 'x20261026'].map((days) => ({ ...row, days })));

it('breaks a day of the site down, and its weeks, by what readers came with; what they came without follows from the rest', () =>
  given(
    sealed([
      aFact({ target: null, referrer: 'news.example' }),
      aFact({ target: null, referrer: 'news.example', class: 'automated', first: 0, reader: aReader({ country: null }) }),
    ]),
  ).thenRows({
    breakdown: inWeeks([
      { of: 's', by: 'a', value: '', views: 1, visitors: 1 },
      { by: 'b', value: 'Firefox', views: 1, excluded: 1, bots: 1 },
      { by: 'c', value: 'NL', views: 1, visitors: 1, excluded: 0 },
      { by: 'd', value: 'desktop' },
      { by: 'l', value: 'nl' },
      { by: 'm', value: '' },
      { by: 'o', value: 'Linux' },
      { by: 'q', value: '' },
      { by: 'r', value: 'news.example', views: 1, excluded: 1 },
      { by: 't', value: '', visitors: 0 },
    ]),
  }));

it('takes back what was judged otherwise before', () => {
  const facts = [aFact(), aFact({ at: Date.UTC(2026, 10, 2, 10) })];
  return given(sealed(facts), restated(facts.slice(1), automated)).thenRows({
    day: [
      { of: `a${a}`, views: 1, automated: 1, restated: 1 },
      { of: `m${m}`, views: 1, automated: 1, restated: 1 },
      { of: `q${q}`, views: 1, automated: 1, restated: 1 },
      { of: 's', views: 1, automated: 1, restated: 1 },
      { of: 'ttea', views: 1, automated: 1, restated: 1 },
    ],
  });
});

it('knows where facts lie in the log', () =>
  given(sealed([aFact()]), restated([aFact()], automated)).thenRows({
    batch: [
      { lastAt: '2026-11-02T09:30:00.000Z', stream: 'scenario', revision: '0000000000', rules: 'views.rules.v1' },
      { revision: '0000000001', position: '0000000000000002', rules: 'views.rules.v2' },
    ],
  }));

it('keeps totals that another system counted, and who wrote what they are of', () =>
  given(viewsImported(), answerPublished()).thenRows({ imported: [{ views: 40 }], author: [{ answers: 1 }] }));

it('takes totals back on the day on which they were imported', () =>
  given(
    at('2026-11-01T08:00:00.000Z', viewsImported({ counts: [{ questionId, answerId, views: 40 }] })),
    viewsTakenBack({ counts: [{ questionId, answerId, views: 30, at: '2026-11-01T08:00:00.000Z' }] }),
  ).thenRows({ imported: [{ views: 10 }] }));

it('follows who wrote an answer', () =>
  given(answerPublished(), answerReattributed()).thenRows({
    author: [{ answers: 1, mentor: shortId(answerReattributed().data.mentorId) }],
  }));

it('writes an id in a short form, and reads it', () => expect(longId(shortId(questionId))).toBe(questionId));
