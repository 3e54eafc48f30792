import {
  AnswerPublished,
  ViewsImported,
  appendable,
  viewsRecordedStream,
  viewsStream,
  type ClassifiedFact,
  type Judgement,
} from '@stoa/contracts';
import { randomFacts } from '@stoa/contracts/testing/facts';
import { derivedId, type DomainEvent, type EventStore, type RecordedEvent } from '@stoa/kernel';
import { seeded } from './random-log.ts';
import { automated, restated, sealed } from './sealed-views.ts';
import type { NaiveImport } from './naive-analytics.ts';

/** Around days that are longer or shorter, of some zone. */
const TIMES = ['2026-10-03T10:00Z', '2026-10-24T06:00Z', '2026-10-31T20:00Z', '2026-12-31T03:00Z', '2027-03-27T21:00Z'];
const SHARDS = 3;

/** A log of views, and what it comes to in the end. */
export interface ViewedSite {
  readonly log: readonly RecordedEvent[];
  readonly facts: readonly ClassifiedFact[];
  readonly imports: readonly NaiveImport[];
  mentorOf(answer: string): string | null;
  slugOf(question: string): string | null;
  readonly store: Pick<EventStore, 'read'>;
}

/** The same for the same seed: batches of several shards, some of them judged anew, and imported totals. */
export function viewedSite(seed: number, batches = 14): ViewedSite {
  const random = seeded(seed);
  const log: RecordedEvent[] = [];
  const revisions = new Map<string, number>();
  const record = (stream: string, event: DomainEvent, occurredAt: string) => {
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    const position = String(log.length + 1).padStart(16, '0');
    const id = derivedId('viewed', position);
    const meta = { commandId: id, bodyHash: '', occurredAt, correlationId: '' };
    log.push({ ...appendable({ ...event, id, meta }), stream, revision, position, occurredAt, recordedAt: occurredAt });
  };
  const all: ClassifiedFact[] = [];
  const imports: NaiveImport[] = [];
  const mentors = new Map<string, string>();
  for (let batch = 0; batch < batches; batch++) {
    const shard = Math.floor(random() * SHARDS);
    const from = Date.parse(TIMES[Math.floor(random() * TIMES.length)]!);
    const facts = randomFacts(25, seed * 100 + batch, { from, days: 1 + Math.floor(random() * 3), answers: 18 });
    const now = facts.map((fact) => (random() < 0.05 ? { ...fact, target: null, first: fact.first & 1 } : fact));
    record(viewsRecordedStream(shard), sealed(now, shard), new Date(from).toISOString());
    if (random() < 0.4) {
      const changed = now.filter(() => random() < 0.3);
      const judge = random() < 0.7 ? automated : human;
      if (changed.length > 0) record(viewsRecordedStream(shard), restated(changed, judge, shard), new Date(from).toISOString());
      for (const fact of changed) Object.assign(now[now.indexOf(fact)]!, judge(fact));
    }
    all.push(...now);
    const { target } = now.find((fact) => fact.target?.answerId && fact.target.mentorId) ?? {};
    if (!target?.answerId || !target.mentorId) continue;
    if (!mentors.has(target.answerId)) {
      mentors.set(target.answerId, target.mentorId);
      const byline = { displayName: 'Ada', title: '', company: '', yearsOfExperience: null };
      const { questionId, answerId, mentorId } = target;
      const published = AnswerPublished({
        questionId,
        answerId,
        mentorId,
        memberId: derivedId('member', mentorId),
        handle: 'ada',
        byline,
        body: 'Tea.',
      });
      record(`answer-${answerId}`, published, new Date(from).toISOString());
    }
    const counts = [
      { questionId: target.questionId, answerId: target.answerId, views: 1 + Math.floor(random() * 50) },
      { questionId: target.questionId, answerId: null, views: 1 + Math.floor(random() * 50) },
    ];
    record(viewsStream(shard), ViewsImported({ shard, source: 'test', counts, offset: null }), new Date(from).toISOString());
    for (const { questionId: question, answerId: answer, views } of counts) imports.push({ question, answer, at: from, views });
  }
  const slugs = new Map(all.flatMap(({ target }) => (target ? [[target.questionId, target.slug]] : [])));
  return {
    log,
    facts: all,
    imports,
    mentorOf: (answer) => mentors.get(answer) ?? null,
    slugOf: (question) => slugs.get(question) ?? null,
    store: {
      read: async (stream, { after = -1, limit = 1000 } = {}) =>
        log.filter((event) => event.stream === stream && event.revision > after).slice(0, limit),
    },
  };
}

const human = ({ kind, target }: ClassifiedFact): Judgement => ({
  class: 'human',
  first: kind === 'time' ? 0 : target ? 7 : 1,
  readMs: kind === 'time' ? 700 : 0,
});
