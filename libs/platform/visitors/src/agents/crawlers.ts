import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type crawlerUserAgents from 'crawler-user-agents';

interface Crawler {
  readonly name: string;
  readonly pattern: RegExp;
}

let known: { readonly any: RegExp; readonly crawlers: readonly Crawler[] } | undefined;

/** The name that crawler-user-agents has for a bot, of several the one that fits most of the text; undefined where it knows none. */
export function crawlerNameOf(userAgent: string): string | undefined {
  known ??= read();
  // One expression for all says no to people; only bots are compared with every pattern.
  if (!known.any.test(userAgent)) return undefined;
  let name = 'other';
  let longest = 0;
  for (const crawler of known.crawlers) {
    const length = crawler.pattern.exec(userAgent)?.[0].length ?? 0;
    if (length > longest) [name, longest] = [crawler.name, length];
  }
  return name;
}

/** Read when it is first needed, and as a file: half a megabyte of examples must not stay in memory, and Node 20 warns of JSON modules. */
function read(): NonNullable<typeof known> {
  const file = createRequire(import.meta.url).resolve('crawler-user-agents');
  const list = JSON.parse(readFileSync(file, 'utf8')) as typeof crawlerUserAgents;
  return {
    // Without groups, which would mean the same: with them V8 takes fifty times as long.
    any: new RegExp(list.map(({ pattern }) => pattern).join('|')),
    crawlers: list.map(({ pattern }) => ({ name: crawlerName(pattern), pattern: new RegExp(pattern) })),
  };
}

/** The list has patterns and no names: a pattern is read as text, its first choice where it has several. */
export function crawlerName(pattern: string): string {
  const name = pattern
    .replace(/\(\[\^[^)]*\)|\(\^\| \)/g, '')
    .replace(/\[\\s\\S\]\*.*$/s, '')
    .replace(/(?<!\\)\(([^()|]+)\|[^()]*\)/g, '$1')
    .replace(/(?<!\\)\|.*$/s, '')
    .replace(/(?<!\\)\[(.)[^\]]*\]/g, '$1')
    .replace(/(?:\\?\/)?\\d.*$/s, '')
    .replace(/ ?\\\(.*$/s, '')
    .replace(/\\(.)/g, '$1')
    .replace(/^\^|\$$/g, '')
    .replace(/^[\s;]+|[\s;/:]+$/g, '');
  return name.slice(0, 40) || 'other';
}
