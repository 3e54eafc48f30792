import {
  ViewsRecorded,
  ViewsRestated,
  encodeFacts,
  encodeFormer,
  viewClasses,
  viewsRecordedStream,
  type ClassifiedFact,
  type Judgement,
  type ViewClass,
} from '@stoa/contracts';

const instant = (at: number) => new Date(at).toISOString();
const span = (facts: readonly ClassifiedFact[]) => {
  const times = facts.map(({ at }) => at);
  return { firstAt: instant(Math.min(...times)), lastAt: instant(Math.max(...times)) };
};

/** A batch of facts as its shard's owner seals it. */
export const sealed = (facts: readonly ClassifiedFact[], shard = 0) => {
  const of = (name: ViewClass) => facts.filter((fact) => fact.class === name).length;
  const classes = Object.fromEntries(viewClasses.map((name) => [name, of(name)])) as Record<ViewClass, number>;
  const offsets = { from: '0', to: String(facts.length - 1) };
  const whose = {
    shard,
    source: 'stoa.view-facts.v1',
    ...offsets,
    rules: 'views.rules.v1',
    retries: 0,
    optedOut: 0,
    previous: null,
  };
  return ViewsRecorded({ ...whose, ...span(facts), classes, facts: encodeFacts(facts) });
};

/** These facts of a batch, as they were, judged anew. */
export const restated = (former: readonly ClassifiedFact[], judge: (fact: ClassifiedFact) => Judgement, shard = 0) =>
  ViewsRestated({
    shard,
    stream: viewsRecordedStream(shard),
    revision: 0,
    rules: 'views.rules.v2',
    ...span(former),
    facts: encodeFacts(former.map((fact) => ({ ...fact, ...judge(fact) }))),
    former: encodeFormer(former),
  });

/** Nothing of it counts any more. */
export const automated = (): Judgement => ({ class: 'automated', first: 0, readMs: 0 });
