import { isView, viewClasses, type ClassifiedFact, type ViewClass, type ViewsRestatement } from '@stoa/contracts';

type Counts = Pick<ViewsRestatement, 'facts' | 'changed' | 'batches' | 'classes' | 'movers'>;
type Mover = ViewsRestatement['movers'][number];

/** So many of what is counted otherwise are told. */
const MOVERS = 1000;

/** Adds up what restating changes. */
export class Tally {
  batches = 0;
  counted = 0;
  private changed = 0;
  private readonly classes = new Map<ViewClass, { former: number; now: number }>();
  private readonly views = new Map<string, Mover>();

  add(former: ClassifiedFact, now: ClassifiedFact, isChanged: boolean): void {
    this.counted++;
    if (isChanged) this.changed++;
    this.ofClass(former.class).former++;
    this.ofClass(now.class).now++;
    if (!isView(former) && !isView(now)) return;
    const { questionId, answerId } = now.target!;
    const mover = entry(this.views, answerId ?? questionId, () => ({ questionId, answerId, former: 0, now: 0 }));
    if (isView(former)) mover.former++;
    if (isView(now)) mover.now++;
  }

  get counts(): Counts {
    const { counted: facts, changed, batches } = this;
    const classes = viewClasses.flatMap((name) => {
      const counted = this.classes.get(name);
      return counted ? [{ class: name, ...counted }] : [];
    });
    return { facts, changed, batches, classes, movers: biggest([...this.views.values()]) };
  }

  private ofClass(name: ViewClass) {
    return entry(this.classes, name, () => ({ former: 0, now: 0 }));
  }
}

const difference = ({ former, now }: Mover) => Math.abs(now - former);
const nameOf = ({ questionId, answerId }: Mover) => answerId ?? questionId;

export const biggest = (movers: readonly Mover[], limit = MOVERS): Mover[] =>
  movers
    .filter((mover) => difference(mover) > 0)
    .sort((a, b) => difference(b) - difference(a) || (nameOf(a) < nameOf(b) ? -1 : 1))
    .slice(0, limit);

function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key);
  if (value === undefined) map.set(key, (value = make()));
  return value;
}
