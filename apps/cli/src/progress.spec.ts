import { Progress } from './progress.ts';

/** A progress whose lines are kept, and whose clock goes on by hand. */
function shown(isTerminal = false) {
  const lines: string[] = [];
  let now = 0;
  const progress = new Progress({ err: (text) => void lines.push(text), isTerminal }, () => now);
  const at = (ms: number, ...update: Parameters<Progress['update']>) => {
    now = ms;
    progress.update(...update);
  };
  return { lines, at };
}

it('says what is done of what, how fast, and how long it will take', () => {
  const { lines, at } = shown();
  at(0, 'sorting', 0, 51_000, 'posts');
  at(1000, 'sorting', 3400, 51_000, 'posts');
  at(5000, 'sorting', 17_000, 51_000, 'posts');
  expect(lines).toEqual(['sorting: 17,000 of 51,000 posts, 3,400/s, 10 s left\n']);
});

it('says nothing of a phase that has just begun: it has no rate yet', () => {
  const { lines, at } = shown();
  at(0, 'reading', 0, 10, 'bytes');
  at(60_000, 'appending', 0, 900, 'steps');
  at(60_500, 'appending', 100, 900, 'steps');
  expect(lines).toEqual([]);
  at(62_000, 'appending', 300, 900, 'steps');
  expect(lines).toEqual(['appending: 300 of 900 steps, 150/s, 4 s left\n']);
});

it('counts what had been done before for no rate', () => {
  const { lines, at } = shown();
  at(0, 'events', 900_000, 1_000_000);
  at(10_000, 'events', 910_000, 1_000_000);
  expect(lines).toEqual(['events: 910,000 of 1,000,000 events, 1,000/s, 90 s left\n']);
});

it('names bytes as megabytes, and long times in minutes', () => {
  const { lines, at } = shown();
  at(0, 'reading', 0, 800 * 2 ** 20, 'bytes');
  at(10_000, 'reading', 12.34 * 2 ** 20, 800 * 2 ** 20, 'bytes');
  expect(lines).toEqual(['reading: 12.3 of 800 MB, 1.2 MB/s, 11 min left\n']);
});

it('changes one line on a terminal', () => {
  const { lines, at } = shown(true);
  at(0, 'judging', 0, undefined, 'facts');
  at(3000, 'judging', 6000, undefined, 'facts');
  at(3100, 'judging', 6100, undefined, 'facts');
  expect(lines).toEqual(['\r\u001b[Kjudging: 6,000 facts, 2,000/s']);
});

it('has no rate where nothing has come yet, and only a name where nothing is counted either', () => {
  const { lines, at } = shown();
  at(0, 'access: waiting', 0);
  at(5000, 'access: waiting', 0);
  at(6000, 'access: replay', 200, 2000);
  at(11_000, 'access: replay', 200, 2000);
  expect(lines).toEqual(['access: waiting\n', 'access: replay: 200 of 2,000 events\n']);
});
