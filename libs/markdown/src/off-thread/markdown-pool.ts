import { fileURLToPath } from 'node:url';
import { Tinypool } from 'tinypool';
import { refusalOnItsFace } from '../on-its-face.ts';
import { markdownRefusal, type MarkdownRefusal } from '../markdown-refusal.ts';
import { renderMarkdown } from '../render-markdown.ts';

/** Characters from which on a text is parsed on a thread of its own; what is shorter holds its caller up by some milliseconds at most. */
const LONG = 8 * 1024;
/** Texts that may wait for the thread: the last of them some seconds on a slow machine. */
const MOST_WAITING = 64;
const IDLE_MS = 30_000;

/** Always the built file: a thread cannot be started from TypeScript. */
const WORKER = fileURLToPath(new URL('../../dist/off-thread/markdown.worker.js', import.meta.url));

/** More long texts arrive than the thread can parse: a refusal, as the kernel knows one by its shape. */
export class MarkdownOverloaded extends Error {
  override readonly name = 'MarkdownOverloaded';
  readonly code = 'overloaded';
  readonly errors = [];
}

let pool: Tinypool | undefined;
/** One thread, made for the first long text and ended when none has come for a while; it keeps no process alive. */
const threads = () => (pool ??= new Tinypool({ filename: WORKER, minThreads: 0, maxThreads: 1, idleTimeout: IDLE_MS }));

/**
 * Why a body is refused, or undefined: by what shows on its face, then by its structure, which of a long body is found off this thread.
 * Rejects with MarkdownOverloaded.
 */
export async function checkMarkdown(markdown: string): Promise<MarkdownRefusal | undefined> {
  const refused = refusalOnItsFace(markdown);
  if (refused) return refused;
  if (markdown.length <= LONG) return markdownRefusal(markdown);
  if (threads().queueSize >= MOST_WAITING)
    throw new MarkdownOverloaded('Too many long texts wait to be checked; send yours again in a moment.');
  return (await threads().run(markdown, { name: 'refusal' })) as MarkdownRefusal | undefined;
}

/** What {@link renderMarkdown} gives; a long text is rendered off this thread, after those that wait for it. */
export async function renderOffThread(markdown: string): Promise<string> {
  return markdown.length <= LONG ? renderMarkdown(markdown) : ((await threads().run(markdown, { name: 'render' })) as string);
}
