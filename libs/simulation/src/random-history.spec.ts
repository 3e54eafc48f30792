import { definitions, checkedEvent } from '@stoa/contracts';
import type { RecordedEvent } from '@stoa/kernel';
import { randomHistory } from './random-history.ts';

let history: RecordedEvent[];
beforeAll(async () => (history = await randomHistory(1, 2000)));

it('is the same for the same seed, another for another', async () => {
  expect(await randomHistory(7, 200)).toEqual(await randomHistory(7, 200));
  expect(await randomHistory(8, 200)).not.toEqual(await randomHistory(7, 200));
});

/** Owners of shards seal what readers tell; no command of a context does. */
const SEALED = ['ViewsRecorded.v1', 'ViewsRestated.v1'];
/** A later dump of the same site brings them: later-dump.spec.ts has those. */
const LATER = ['QuestionReattributed.v1', 'AnswerReattributed.v1', 'MemberRenamed.v1', 'ViewsTakenBack.v1'];

it('holds every event that any contract names, but for sealed views and what a later dump brings', () => {
  const types = new Set(history.map(({ type }) => type));
  expect(definitions.map(({ type }) => type).filter((type) => !types.has(type))).toEqual([...LATER, ...SEALED]);
});

it('is a log: positions ascend, revisions have no gap, ids are unique, every event fits its contract', () => {
  const revisions = new Map<string, number>();
  history.forEach((event, index) => {
    expect(event.revision).toBe((revisions.get(event.stream) ?? -1) + 1);
    revisions.set(event.stream, event.revision);
    if (index > 0) expect(event.position > history[index - 1]!.position).toBe(true);
    expect(checkedEvent(event).data).toEqual(event.data);
  });
  expect(new Set(history.map(({ id }) => id)).size).toBe(history.length);
});

it('spreads over three years, with the turns of ISO years in it, some of it back-dated', () => {
  const days = new Set(history.map(({ occurredAt }) => occurredAt.slice(0, 10)));
  for (const day of ['2024-12-30', '2025-12-29', '2027-01-01', '2028-01-01']) expect(days).toContain(day);
  const backDated = history.filter(({ occurredAt }, index) => index > 0 && occurredAt < history[index - 1]!.occurredAt);
  expect(backDated.length).toBeGreaterThan(10);
});
