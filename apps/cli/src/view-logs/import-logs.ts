import { createHash, type Hash } from 'node:crypto';
import { basename } from 'node:path';
import { encodeFacts, viewClasses, type ClassifiedFact, type ViewClass } from '@stoa/contracts';
import { Refusal, sha256, type Position } from '@stoa/kernel';
import { LogJudge } from '@stoa/view-analytics';
import { combinedLine } from './combined-line.ts';
import type { LineFacts } from './line-facts.ts';
import { logLines, type LogLine } from './log-lines.ts';
import type { LogSink } from './log-sink.ts';
import { addressed, type UrlPattern } from './url-pattern.ts';
import type { ViewTargetsOfPaths } from './view-targets.ts';

export interface LogImport {
  readonly files: readonly string[];
  readonly patterns: readonly UrlPattern[];
  readonly targets: ViewTargetsOfPaths;
  readonly facts: LineFacts;
  readonly sink: LogSink;
  /** Name of the logs; by default each one's file name. */
  readonly source?: string | undefined;
  readonly dryRun: boolean;
  readonly signal: AbortSignal;
  readonly onProgress: (file: string, bytes: number) => void;
  readonly now: number;
}

export interface LogReport {
  readonly lines: number;
  readonly facts: number;
  readonly classes: Partial<Record<ViewClass, number>>;
  /** Facts that were written now, or in a dry run would be. */
  readonly imported: number;
  /** Facts that an earlier run, or a file before, brought. */
  readonly duplicates: number;
  /** Lines of something else than a page that the pattern names. */
  readonly unmatched: number;
  /** Lines that name a question or an answer that is not there. */
  readonly unknown: number;
  readonly broken: number;
  readonly brokenLines: readonly { file: string; line: number }[];
  readonly position: Position | undefined;
}

const BATCH = 1000;
const LISTED = 20;
/** By which the clock of a web server may be ahead. */
const AHEAD_MS = 5 * 60_000;

/** Reads logs in their order, judges what was seen of questions and answers, and seals it; what is sealed already is only remembered. */
export async function importLogs(work: LogImport): Promise<LogReport> {
  const report = new Counting();
  const judge = new LogJudge();
  const read = new Map<string, number>();
  for (const file of work.files) await new LogRun(file, work, judge, report, read).read();
  return report.done();
}

class Counting {
  lines = 0;
  facts = 0;
  imported = 0;
  duplicates = 0;
  unmatched = 0;
  unknown = 0;
  broken = 0;
  position: Position | undefined;
  readonly brokenLines: { file: string; line: number }[] = [];
  private readonly classes = new Map<ViewClass, number>();

  count({ class: of }: ClassifiedFact): void {
    this.facts++;
    this.classes.set(of, (this.classes.get(of) ?? 0) + 1);
  }

  isBroken(file: string, line: number): void {
    this.broken++;
    if (this.brokenLines.length < LISTED) this.brokenLines.push({ file, line });
  }

  done(): LogReport {
    const classes = Object.fromEntries(
      viewClasses.flatMap((name) => (this.classes.has(name) ? [[name, this.classes.get(name)!]] : [])),
    );
    const { lines, facts, imported, duplicates, unmatched, unknown, broken, brokenLines, position } = this;
    return { lines, facts, classes, imported, duplicates, unmatched, unknown, broken, brokenLines, position };
  }
}

/** One log. It is known by its first line, and by the hash of what was imported of it: it may have grown, been renamed or compressed. */
class LogRun {
  private readonly content: Hash = createHash('sha256');
  private readonly name: string;
  private log = '';
  private line = 0;
  /** Where what is in batches already ends. */
  private reached = 0;
  private reachedContent: string | null = null;
  /** Where what another file of this run has told ends. */
  private told = 0;
  private pending: ClassifiedFact[] = [];
  private from = 0;

  constructor(
    private readonly file: string,
    private readonly work: LogImport,
    private readonly judge: LogJudge,
    private readonly report: Counting,
    private readonly ends: Map<string, number>,
  ) {
    this.name = basename(file);
  }

  async read(): Promise<void> {
    let end = 0;
    for await (const lines of logLines(this.file, (bytes) => this.work.onProgress(this.file, bytes))) {
      this.work.signal.throwIfAborted();
      for (const line of lines) {
        if (this.log === '') await this.begin(line);
        if (this.isUnfinished(line)) continue;
        this.hash(line);
        end = line.to;
        await this.take(line);
      }
    }
    if (end < this.reached) throw this.another();
    await this.seal(end);
    if (this.log !== '') this.ends.set(this.log, Math.max(this.told, end));
  }

  /** The server may be writing the last line: it is read when it is whole. */
  private isUnfinished({ bytes, piece }: LogLine): boolean {
    if (piece || bytes.at(-1) === 0x0a || combinedLine(bytes.toString('utf8'))) return false;
    this.report.lines++;
    this.report.isBroken(this.name, ++this.line);
    return true;
  }

  private async begin({ bytes }: LogLine): Promise<void> {
    this.log = sha256(bytes.subarray(0, bytes.length - (/\r?\n$/.exec(bytes.toString('latin1'))?.[0].length ?? 0)));
    const { to, content } = await this.work.sink.state(this.log);
    this.told = this.ends.get(this.log) ?? 0;
    this.reached = Number(to ?? 0);
    this.reachedContent = content;
  }

  /** Where what was imported ends, the content up to there must be the same. A line that was the last then may have been completed since. */
  private hash({ bytes, from, to }: LogLine): void {
    if (from >= this.reached || to < this.reached) return void this.content.update(bytes);
    this.content.update(bytes.subarray(0, this.reached - from));
    this.verify();
    this.content.update(bytes.subarray(this.reached - from));
  }

  private verify(): void {
    if (this.content.copy().digest('hex') !== this.reachedContent) throw this.another();
  }

  private another(): Refusal {
    return new Refusal(
      'validation-failed',
      `${this.file} begins with the same line as a log that was imported, but does not go on like it. Import the log as it was, and as it has grown.`,
    );
  }

  private async take(line: LogLine): Promise<void> {
    const { report } = this;
    if (line.piece && !line.piece.ends) return;
    this.line++;
    report.lines++;
    const said = line.piece ? undefined : combinedLine(line.bytes.toString('utf8').replace(/\r?\n$/, ''));
    if (!said || said.at < 0 || said.at > this.work.now + AHEAD_MS) return report.isBroken(this.name, this.line);
    const address = said.method === 'GET' && (said.status === 200 || said.status === 304) ? addressed(said.url) : undefined;
    const named = address && this.work.patterns.map((pattern) => pattern.named(address.path)).find((found) => found);
    if (!named) return void report.unmatched++;
    const target = await this.work.targets.of(named);
    if (!target) return void report.unknown++;
    if (line.from < this.told) return void report.duplicates++;
    const fact = this.judge.judged(await this.work.facts.of(said, target, address.parameters, this.log, line.from));
    report.count(fact);
    if (line.from < this.reached) return void report.duplicates++;
    if (this.pending.length === 0) this.from = line.from;
    this.pending.push(fact);
    if (this.pending.length >= BATCH) await this.seal(line.to);
  }

  /** `to`: where the content ends that has been read. */
  private async seal(to: number): Promise<void> {
    const { pending, report, work } = this;
    if (pending.length === 0) return;
    this.pending = [];
    if (work.dryRun) return void (report.imported += pending.length);
    const { imported, position } = await work.sink.take({
      log: this.log,
      source: work.source ?? this.name,
      from: String(this.from),
      to: String(to),
      content: this.content.copy().digest('hex'),
      facts: encodeFacts(pending),
    });
    report.imported += imported;
    report.duplicates += pending.length - imported;
    report.position = position;
  }
}
