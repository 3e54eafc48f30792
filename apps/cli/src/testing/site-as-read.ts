import { dumpOf, inProcess } from './program.ts';

/** Where pages and boards can be read. */
export interface ReadableSite {
  /** Ids of the questions that are not withdrawn. */
  questions(): Promise<string[]>;
  page(id: string): Promise<object>;
  /** Of all time; of the whole site for null. */
  board(topic: string | null): Promise<object>;
}

/** What readers see: every page and every board, each as one text. `form` says what of them is compared. */
export async function siteAsRead(
  site: ReadableSite,
  form: (value: object) => string = JSON.stringify,
): Promise<{ pages: string[]; boards: string[] }> {
  const [pages, boards]: [string[], string[]] = [[], []];
  for (const id of await site.questions()) pages.push(form(await site.page(id)));
  for (const topic of [null, 'tea', 'kettles']) boards.push(form(await site.board(topic)));
  return { pages: pages.sort(), boards };
}

/** A data folder, by its read models. */
export function siteInFolder(folder: string): ReadableSite {
  const shown = async (...args: string[]) => {
    const { code, out, err } = await inProcess([...args, '--data-dir', folder, '--json']);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out) as object;
  };
  return {
    async questions() {
      const lines = (await dumpOf('question-page', folder)).split('\n').filter((line) => line !== '');
      const rows = lines.map((line) => JSON.parse(line) as { table?: string; row?: { id: string; withdrawn?: boolean } });
      return rows.flatMap(({ table, row }) => (table === 'question' && row && !row.withdrawn ? [row.id] : []));
    },
    page: (id) => shown('page', id),
    board: (topic) => shown('board', topic ?? '--site', '--period', 'all', '--limit', '100'),
  };
}

/** A server, by its API. */
export function siteAt(url: string): ReadableSite {
  const got = async (path: string) => {
    const response = await fetch(`${url}/v1/${path}`);
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as object;
  };
  return {
    async questions() {
      const ids: string[] = [];
      for (let cursor = ''; ;) {
        const list = (await got(`questions?limit=50${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)) as {
          items: { id: string }[];
          next: string | null;
        };
        ids.push(...list.items.map(({ id }) => id));
        if (list.next === null) return ids;
        cursor = list.next;
      }
    },
    page: (id) => got(`questions/${id}/page`),
    board: (topic) => got(`leaderboards/mentors?period=all&limit=100${topic === null ? '' : `&topic=${topic}`}`),
  };
}

/** Addresses stand once they are given, and so do the times of old facts; who is the tenth of equals follows from addresses. */
const STANDS = new Set(['slug', 'handle', 'rank', 'day', 'topMentors']);

/** A page or board without what stands whatever later dumps say, with things in the order of their own texts. */
export const withoutWhatStands = (value: object): string => JSON.stringify(plain(value));

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name]) => !STANDS.has(name) && !/At$/.test(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, plain(member)]));
}
