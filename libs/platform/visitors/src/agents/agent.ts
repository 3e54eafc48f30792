import { LRUCache } from 'lru-cache';
import { botNameOf } from './bots.ts';
import { browserOf, type Browser, type Device, type System } from './browser.ts';

/** What a user agent tells of itself, in short closed lists; of a bot its name. */
export interface Agent {
  readonly browser: Browser;
  readonly os: System;
  readonly device: Device;
  /** 'none' without a user agent, 'other' for a bot without a name, 'operator' for one that only the operator's patterns know. */
  readonly bot: string | null;
}

/** The part of a user agent that is looked at. Real ones are shorter; regular expressions see no more of an invented one. */
export const READ_LENGTH = 1024;
const REMEMBERED_AGENTS = 4000;
const REMEMBERED_CHARACTERS = 1_000_000;

const NONE: Agent = { browser: 'other', os: 'other', device: 'other', bot: 'none' };
const remembered = new LRUCache<string, Agent>({
  max: REMEMBERED_AGENTS,
  maxSize: REMEMBERED_CHARACTERS,
  sizeCalculation: (_agent, userAgent) => userAgent.length,
});

/** Never throws. A bot that is known by name keeps it, whatever `extra` says. */
export function agentOf(userAgent: string | undefined, extra: readonly RegExp[] = []): Agent {
  const text = readPart(userAgent);
  if (text === '') return NONE;
  const agent = remembered.get(text) ?? remember(text);
  if (agent.bot !== null && agent.bot !== 'other') return agent;
  return extra.some((pattern) => text.search(pattern) >= 0) ? { ...agent, bot: 'operator' } : agent;
}

/** What is read of a user agent: its first 1,024 characters, '' where there is none. */
export const readPart = (userAgent: string | undefined): string => (userAgent ?? '').slice(0, READ_LENGTH).trim();

function remember(text: string): Agent {
  const agent: Agent = { ...browserOf(text), bot: botNameOf(text) };
  // A copy: a part of a string keeps the whole of it in memory.
  remembered.set(Buffer.from(text).toString(), agent);
  return agent;
}
