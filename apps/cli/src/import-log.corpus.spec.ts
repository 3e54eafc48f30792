import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { VIEWS_LOG } from '@stoa/contracts';
import { openDataFolder } from '@stoa/data-folder';
import { describeWithCorpus } from '@stoa/testing';
import { agentOf } from '@stoa/visitors';
import { inProcess } from './testing/program.ts';
import { writeSmallDump } from './testing/small-dump.ts';

/** Questions whose slugs are parts of paths that the logs hold. */
const TITLES = [
  'ssl latency',
  'disabling battery in ubuntu vms',
  'solving good or bad problems',
  'xvfb firefox',
  'installing windows 8 consumer preview',
  'dynamic dns with dhcp',
  'ssh security',
  'ppp over ssh',
  'about',
];
const PATTERNS = ['/blog/*/{question}.html', '/articles/{question}', '/{question}'];
const SLUGS = TITLES.map((title) => title.replaceAll(' ', '-'));

/** The same, counted in another way: with plain sets, and without any of the code that imports but for the names of bots. */
function counted(texts: readonly string[]) {
  const lines = texts.flatMap((text) => text.split('\n').slice(0, -1));
  const whole = lines.filter((line) => line.replace(/\\./g, '').split('"').length === 7);
  const paths = new RegExp(`^/(?:blog/[^/]*/(${SLUGS.join('|')})\\.html|articles/(${SLUGS.join('|')})|(${SLUGS.join('|')}))/?$`);
  const seen = new Set<string>();
  const count = { lines: lines.length, broken: lines.length - whole.length, facts: 0, bots: 0, views: 0 };
  for (const line of whole) {
    const [before = '', request = '', status = '', , , agent = ''] = line.split('"');
    const path = /^GET (\S+)/.exec(request)?.[1]?.split('?')[0] ?? '';
    if (!paths.test(path) || !/^ (?:200|304) /.test(status)) continue;
    count.facts++;
    const day = /\[([^:]+):/.exec(before)![1]!;
    const visit = [before.split(' ')[0], agent, paths.exec(path)!.slice(1).find(Boolean), day].join('\t');
    if (agentOf(agent === '-' ? '' : agent).bot !== null) count.bots++;
    else if (!seen.has(visit)) count.views = seen.add(visit).size;
  }
  return count;
}

describeWithCorpus('an import of real access logs', 'weblogs', (folder) => {
  const scratch = mkdtempSync(join(tmpdir(), 'stoa-weblogs-'));
  const data = join(scratch, 'data');
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));
  const files = (readdirSync(folder, { recursive: true }) as string[])
    .filter((name) => /\.log(-\d+)?$/.test(name))
    .sort()
    .map((name) => join(folder, name));
  const importing = (...more: string[]) =>
    inProcess(['views', 'import-log', ...files, ...PATTERNS.flatMap((text) => ['--pattern', text]), '--data-dir', data, ...more]);

  async function batches(): Promise<string[]> {
    const opened = await openDataFolder(data, { mode: 'read' });
    const found: string[] = [];
    for await (const page of opened.store.readAll(''))
      for (const event of page) if (event.stream.startsWith(VIEWS_LOG)) found.push(JSON.stringify(event));
    await opened.release();
    return found;
  }

  it('counts what a plain count does, changes nothing in a second run, and keeps no address', async () => {
    writeSmallDump(join(scratch, 'dump'), TITLES.length, TITLES);
    await inProcess(['import', 'stackexchange', join(scratch, 'dump'), '--data-dir', data]);
    const first = await importing('--json');
    const report = JSON.parse(first.out);
    const texts = files.map((file) => readFileSync(file, 'utf8'));
    const { lines, broken, facts, bots, views } = counted(texts);
    const { known_bot, automated = 0, repeat, human } = report.classes;
    expect({ lines: report.lines, broken: report.broken, facts: report.facts, bots: known_bot, views: human + automated }).toEqual({ lines, broken, facts, bots, views }); // prettier-ignore
    expect(repeat).toBe(facts - bots - views);
    expect(report).toMatchObject({ imported: facts, duplicates: 0 });
    expect(report.unmatched + report.unknown + broken + facts).toBe(lines);

    const before = await batches();
    const second = await importing();
    console.info(second.out);
    expect(second.out).toContain('Nothing changed');
    expect(await batches()).toEqual(before);

    const kept = readdirSync(data, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'));
    const told = [...kept, first.out, first.err, second.out, second.err].join('\n');
    const parts = texts
      .join('')
      .split('\n')
      .map((line) => line.split('"'));
    const addresses = new Set(parts.map(([start = '']) => start.split(' ')[0]!).filter((text) => /\d\.\d|:/.test(text)));
    const agents = new Set(parts.map((each) => each[5] ?? '').filter((agent) => agent.length > 20));
    for (const secret of [...addresses, ...agents])
      if (told.includes(secret)) throw new Error(`Something of the logs was kept: ${secret.length} characters`);
    expect(addresses.size).toBeGreaterThan(1000);
  });
});
