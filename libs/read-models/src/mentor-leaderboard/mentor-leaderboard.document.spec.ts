import type { RowReader } from '@stoa/kernel';
import { boardOf } from './boards.ts';
import { boardDocuments } from './mentor-leaderboard.document.ts';

const standing = (mentorId: string, score: number) => ({ mentorId, score, answers: 1, helpful: 0, notHelpful: 0, accepted: 0 });
const STANDINGS: Record<string, object[]> = {
  [boardOf('css')]: [standing('ada', 3), standing('ben', 2)],
  [boardOf('tea')]: [standing('ben', 5)],
  [boardOf('ink')]: [],
};
const BOARDS = Object.keys(STANDINGS);

it('boards are built by one look at their mentors, each with its own in their order', async () => {
  const looks: string[][] = [];
  const rows = {
    first: async (_table: string, { board }: { board: string }) => STANDINGS[board],
    among: async (table: string, _column: string, values: string[]) => {
      if (table === 'topic') return values.map((key) => ({ key, name: key.toUpperCase() }));
      looks.push([...values].sort());
      return values.map((id) => ({ id, displayName: `Mentor ${id}` }));
    },
  } as unknown as RowReader;
  const built = await boardDocuments.build(BOARDS, rows, { render: async () => [] });
  expect(looks).toEqual([['ada', 'ben']]);
  expect(
    BOARDS.map((board) => {
      const { topic, mentors } = built.get(board)!.body as { topic: { name: string }; mentors: { rank: number; mentor: { displayName: string } }[] }; // prettier-ignore
      return [topic.name, mentors.map(({ rank, mentor }) => `${rank} ${mentor.displayName}`)];
    }),
  ).toEqual([
    ['CSS', ['1 Mentor ada', '2 Mentor ben']],
    ['TEA', ['1 Mentor ben']],
    ['INK', []],
  ]);
});
