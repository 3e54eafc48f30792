import { dumpOf, inProcess } from './program.ts';

/** Addresses stand once they are given, and so do the times of old facts; who is the tenth of equals follows from addresses. */
const STANDS = new Set(['slug', 'handle', 'rank', 'day', 'topMentors']);

/** What readers see of a folder, by its read models: every page, and every board, each in one canonical text. */
export async function siteAsRead(folder: string): Promise<{ pages: string[]; boards: string[] }> {
  const lines = (await dumpOf('question-page', folder)).split('\n').filter((line) => line !== '');
  const rows = lines.map((line) => JSON.parse(line) as { table?: string; row?: { id: string; withdrawn?: boolean } });
  const questions = rows.flatMap(({ table, row }) => (table === 'question' && row && !row.withdrawn ? [row.id] : []));
  const shown = async (...args: string[]) => {
    const { code, out, err } = await inProcess([...args, '--data-dir', folder, '--json']);
    if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}: ${err}`);
    return JSON.parse(out) as Record<string, unknown>;
  };
  const pages: string[] = [];
  for (const id of questions) pages.push(canonical(await shown('page', id)));
  const boards: string[] = [];
  for (const board of ['--site', 'tea', 'kettles'])
    boards.push(canonical(await shown('board', board, '--period', 'all', '--limit', '1000')));
  return { pages: pages.sort(), boards };
}

const canonical = (value: unknown): string => JSON.stringify(plain(value));

/** Without what stands, and with things in the order of their own texts. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([name]) => !STANDS.has(name) && !/At$/.test(name));
  return Object.fromEntries(kept.map(([name, member]) => [name, plain(member)]));
}
