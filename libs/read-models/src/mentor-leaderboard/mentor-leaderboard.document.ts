import type { BoardEntry, QuestionPage } from '@stoa/contracts';
import type { Documents, RowReader } from '@stoa/kernel';
import { SITE, topicOf } from './boards.ts';
import { BOARD_ORDER, MENTOR_FORMULA } from './mentor-score.ts';
import type { BoardMentor, BoardTopic, Standing } from './mentor-leaderboard.entities.ts';

/** How many mentors stand beside a page. */
const TOP = 10;

/** The all-time top ten of a topic or of the site, as it stands beside a question page. */
export const boardDocuments: Documents = {
  keys: { table: 'topic', column: 'board', always: [SITE] },
  dirtiedBy: [
    { from: 'standing', keys: (row) => ((row as Standing).period === 'all' ? [(row as Standing).board] : []) },
    { from: 'topic', keys: (row) => [(row as BoardTopic).board] },
    {
      from: 'mentor',
      via: { table: 'standing', where: 'mentorId', key: 'board', also: { period: 'all' } },
      value: (row) => (row as BoardMentor).id,
    },
  ],
  async build(keys, rows) {
    const names = await topicNames(keys, rows);
    // The first of every board are asked for together, and all of their profiles at once: a rating dirties a board for each topic.
    const tops = await Promise.all(keys.map((board) => firstOf(rows, board, 'all', TOP)));
    const profiles = await profilesOf(rows, tops.flat());
    const documents = new Map<string, { body: QuestionPage['topMentors'] }>();
    for (const [index, board] of keys.entries()) {
      const topic = topicOf(board);
      documents.set(board, {
        body: {
          formula: MENTOR_FORMULA,
          topic: topic ? { key: topic, name: names.get(topic) ?? topic } : null,
          mentors: entriesOf(tops[index] ?? [], profiles),
        },
      });
    }
    return documents;
  },
};

type Profiles = ReadonlyMap<string, BoardMentor>;

/** The first mentors of a board in a period, with their profiles of today. */
export async function boardEntries(rows: RowReader, board: string, period: string, limit: number): Promise<BoardEntry[]> {
  const standings = await firstOf(rows, board, period, limit);
  return entriesOf(standings, await profilesOf(rows, standings));
}

const firstOf = (rows: RowReader, board: string, period: string, limit: number): Promise<Standing[]> =>
  rows.first<Standing>('standing', { board, period }, BOARD_ORDER, limit);

async function profilesOf(rows: RowReader, standings: readonly Standing[]): Promise<Profiles> {
  const ids = [...new Set(standings.map(({ mentorId }) => mentorId))];
  return new Map((await rows.among<BoardMentor>('mentor', 'id', ids)).map((mentor) => [mentor.id, mentor]));
}

const entriesOf = (standings: readonly Standing[], profiles: Profiles): BoardEntry[] =>
  standings.map(({ mentorId, score, answers, helpful, notHelpful, accepted }, index) => {
    const {
      handle = '',
      displayName = '',
      title = '',
      company = '',
      yearsOfExperience = null,
      verified = false,
    } = profiles.get(mentorId) ?? {};
    return {
      rank: index + 1,
      mentor: { id: mentorId, handle, displayName, title, company, yearsOfExperience, verified },
      score,
      answers,
      helpful,
      notHelpful,
      accepted,
    };
  });

async function topicNames(boards: readonly string[], rows: RowReader): Promise<Map<string, string>> {
  const topics = boards.map(topicOf).filter((topic) => topic !== null);
  return new Map((await rows.among<BoardTopic>('topic', 'key', topics)).map((topic) => [topic.key, topic.name]));
}
