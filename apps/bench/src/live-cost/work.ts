import { inLanes } from '../distributed/questions.ts';

/** How events come: so many a second whatever becomes of them, or from so many clients as fast as they are answered. */
export type Pace = { readonly events: number } & ({ readonly aSecond: number } | { readonly clients: number });

/** What a run cost: microseconds of CPU for each event, by process, and how many events a second there were. */
export interface Cost {
  readonly pieces: Readonly<Record<string, number>>;
  readonly sum: number;
  readonly aSecond: number;
}

/** Does work for each event at a pace, and gives the seconds until the last was done. `onLate` receives how late an event was begun, in ms. */
export async function atPace(
  pace: Pace,
  work: (index: number) => Promise<void>,
  onLate: (ms: number) => void = () => undefined,
): Promise<number> {
  const began = performance.now();
  if ('clients' in pace) await inLanes(Array.from({ length: pace.events }), pace.clients, (_, index) => work(index));
  else {
    const begun: Promise<void>[] = [];
    for (let index = 0; index < pace.events; index++) {
      const due = began + (index * 1000) / pace.aSecond;
      for (let wait = due - performance.now(); wait > 0; wait = due - performance.now())
        await new Promise((resolve) => setTimeout(resolve, wait));
      onLate(performance.now() - due);
      const answered = work(index);
      answered.catch(() => undefined); // thrown below
      begun.push(answered);
    }
    await Promise.all(begun);
  }
  return (performance.now() - began) / 1000;
}

/** What was used between two looks at the processes. The load generator, where it is one of them, is left out. */
export function costOf(
  before: ReadonlyMap<string, number>,
  after: ReadonlyMap<string, number>,
  { events, seconds, loadedBy }: { events: number; seconds: number; loadedBy?: string },
): Cost {
  const pieces = [...after]
    .filter(([piece]) => piece !== loadedBy)
    .map(([piece, used]) => [piece, ((used - (before.get(piece) ?? 0)) / events) * 1e6] as const)
    .filter(([, cost]) => cost >= 1)
    .sort(([, one], [, other]) => other - one);
  return {
    pieces: Object.fromEntries(pieces),
    sum: pieces.reduce((total, [, cost]) => total + cost, 0),
    aSecond: events / seconds,
  };
}
