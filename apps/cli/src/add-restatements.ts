import type { ViewsRestatement } from '@stoa/contracts';

type Mover = ViewsRestatement['movers'][number];

/** What two parts of one restatement came to. */
export function addRestatements(a: ViewsRestatement, b: ViewsRestatement): ViewsRestatement {
  const names = [...new Set([...a.classes, ...b.classes].map((each) => each.class))];
  return {
    ...b,
    from: a.from,
    facts: a.facts + b.facts,
    changed: a.changed + b.changed,
    batches: a.batches + b.batches,
    classes: names.map((name) => ({ class: name, ...sum([...a.classes, ...b.classes].filter((each) => each.class === name)) })),
    movers: moversOf([...a.movers, ...b.movers]),
  };
}

const sum = (counts: readonly { former: number; now: number }[]) => ({
  former: counts.reduce((total, { former }) => total + former, 0),
  now: counts.reduce((total, { now }) => total + now, 0),
});

function moversOf(movers: readonly Mover[]): Mover[] {
  const byName = new Map<string, Mover>();
  for (const mover of movers) {
    const name = mover.answerId ?? mover.questionId;
    const before = byName.get(name);
    byName.set(name, before ? { ...before, ...sum([before, mover]) } : mover);
  }
  const difference = ({ former, now }: Mover) => Math.abs(now - former);
  return [...byName.values()].sort((a, b) => difference(b) - difference(a));
}
