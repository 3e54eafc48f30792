import { readFileSync } from 'node:fs';
import { describeWithCorpus } from '@stoa/testing';
import { isbot } from 'isbot';
import { agentOf } from './agent.ts';
import { crawlerNameOf } from './crawlers.ts';
import { isOurBot, isPeoplesApp } from './our-words.ts';

type Verdict = (userAgent: string) => boolean;

describeWithCorpus('bots and browsers of published lists', 'user-agents', (folder) => {
  const text = (file: string) => readFileSync(`${folder}/${file}`, 'utf8');
  const json = <T>(file: string) => JSON.parse(text(file)) as T;

  const named = new Map<string, boolean>();
  const byCrawlers: Verdict = (agent) => {
    if (!named.has(agent)) named.set(agent, crawlerNameOf(agent) !== undefined);
    return named.get(agent)!;
  };
  const withoutIsbot: Verdict = (agent) => isOurBot(agent) || (!isPeoplesApp(agent) && byCrawlers(agent));
  const sources: Record<string, Verdict> = {
    isbot,
    'crawler-user-agents': byCrawlers,
    ours: (agent) => agentOf(agent).bot !== null,
    'ours without crawler-user-agents': (agent) => isbot(agent) || isOurBot(agent),
    'ours without isbot': withoutIsbot,
  };

  const isbotsBrowsers = groupsOf(text('isbot/browsers.yml'));
  const monperrus = json<{ instances: string[] }[]>('monperrus-crawler-user-agents.json').flatMap(({ instances }) => instances);
  const browsers = {
    'top browsers': json<string[]>('top-user-agents.json'),
    // Beside browsers the file holds, under headings that begin with ZZZ, glitches and bots "not worth blocking".
    "isbot's browsers": isbotsBrowsers.filter(({ heading }) => !heading.startsWith('ZZZ')).map(({ agent }) => agent),
    "isbot's glitches and insignificant bots": isbotsBrowsers
      .filter(({ heading }) => heading.startsWith('ZZZ'))
      .map(({ agent }) => agent),
  };
  const bots = {
    "monperrus' bots": monperrus,
    "isbot's bots": groupsOf(text('isbot/crawlers.yml')).map(({ agent }) => agent),
    COUNTER: json<{ pattern: string }[]>('COUNTER_Robots_list.json').flatMap(({ pattern }) => specimenOf(pattern) ?? []),
    'ai.robots.txt': Object.keys(json<object>('ai.robots.txt.json')).map(inBrowsersClothes),
  };

  const taken = (agents: readonly string[], verdict: Verdict) => agents.filter((agent) => verdict(agent));
  const share = (agents: readonly string[], verdict: Verdict) => taken(agents, verdict).length / agents.length;

  it('prints the matrix of sources and lists', () => {
    const lines: string[] = [];
    const compare = (name: string, agents: readonly string[], areBots: boolean) => {
      for (const [source, verdict] of Object.entries(sources)) {
        const wrong = agents.filter((agent) => verdict(agent) !== areBots);
        const percent = ((100 * (agents.length - wrong.length)) / agents.length).toFixed(2);
        lines.push(
          `${name} by ${source}: ${percent} % of ${agents.length} right, ${wrong.length} ${areBots ? 'missed' : 'taken for bots'}`,
        );
        for (const agent of wrong.slice(0, 10)) lines.push(`    ${agent.slice(0, 200)}`);
      }
    };
    for (const [name, agents] of Object.entries(bots)) compare(name, agents, true);
    for (const [name, agents] of Object.entries(browsers)) compare(name, agents, false);
    console.info(lines.join('\n'));
    expect(Math.min(...[...Object.values(bots), ...Object.values(browsers)].map(({ length }) => length))).toBeGreaterThan(30);
  });

  // No list is judged by the package that it comes from.
  it("knows 97 % of monperrus' bots without crawler-user-agents", () =>
    expect(share(monperrus, sources['ours without crawler-user-agents']!)).toBeGreaterThanOrEqual(0.97));
  it('takes at most 0.5 % of the top browsers for bots', () =>
    expect(share(browsers['top browsers'], sources['ours']!)).toBeLessThanOrEqual(0.005));
  it("takes at most 0.5 % of isbot's browsers for bots without isbot", () =>
    expect(share(browsers["isbot's browsers"], withoutIsbot)).toBeLessThanOrEqual(0.005));
});

/** The user agents of isbot's YAML, each with the heading that it stands under. */
function groupsOf(yaml: string): { heading: string; agent: string }[] {
  let heading = '';
  return yaml.split('\n').flatMap((line) => {
    if (/^\S/.test(line)) heading = line;
    const quoted = /^ {2}- (.*)$/.exec(line)?.[1];
    return quoted === undefined ? [] : [{ heading, agent: unquoted(quoted.trim()) }];
  });
}

function unquoted(scalar: string): string {
  if (scalar.startsWith('"')) return JSON.parse(scalar) as string;
  return scalar.startsWith("'") ? scalar.slice(1, -1).replaceAll("''", "'") : scalar;
}

/** COUNTER lists patterns: a text that one fits, if it is easily found. In logs `+` stands for a blank. */
function specimenOf(pattern: string): string | undefined {
  const text = pattern
    .replace(/\(\\s\|\\\+\)|\[\\\+\\s\]|\\s|\\\+/g, ' ')
    .replace(/\\d(?:\{[^}]*\})?|\[0-9\]/g, '1')
    .replace(/\[\^a\]|^\^|\$$|\\(?=\W)/g, '')
    .replace(/\.\?/g, ' ')
    .replace(/\[(.).*?\]/g, '$1')
    .replace(/\((\w+)\)\?/g, '$1');
  return new RegExp(pattern, 'i').test(text) || new RegExp(pattern, 'i').test(text.replaceAll(' ', '+')) ? text : undefined;
}

/** ai.robots.txt lists names: as the hardest to see come, behind what a browser sends. */
function inBrowsersClothes(name: string): string {
  return `Mozilla/5.0 AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 ${name}/1.0`;
}
