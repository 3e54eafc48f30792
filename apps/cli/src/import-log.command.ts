import { existsSync, statSync } from 'node:fs';
import { GetQuestionPage, ListAnswers, type AnswerList, type QuestionPage } from '@stoa/contracts';
import { Refusal, type ReadModels } from '@stoa/kernel';
import { catchUpOffline } from '@stoa/projections-standalone/offline';
import { GetQuestionPageHandler, ListAnswersHandler } from '@stoa/read-models';
import { RunSalts } from '@stoa/visitors';
import { serverOf, withProgress, withReadSide, type CommandContext } from './context.ts';
import { caughtUp } from './import-gateway.ts';
import { withModels } from './live-read-models.ts';
import { show } from './output.ts';
import type { Progress } from './progress.ts';
import { request } from './server-client.ts';
import type { Server } from './server-client.ts';
import { importLogs, type LogReport } from './view-logs/import-logs.ts';
import { LineFacts } from './view-logs/line-facts.ts';
import { folderSink, serverSink, type LogSink } from './view-logs/log-sink.ts';
import { RunSalt } from './view-logs/run-salt.ts';
import { UrlPattern } from './view-logs/url-pattern.ts';
import { ViewTargetsOfPaths, type ShownPages } from './view-logs/view-targets.ts';

export interface LogOptions {
  pattern: string[];
  source?: string;
  dryRun?: boolean;
}

/** Imports views from access logs: into the folder, or through the server that holds it or was named. */
export async function importLog(context: CommandContext, files: string[], options: LogOptions): Promise<void> {
  const patterns = options.pattern.map((text) => new UrlPattern(text));
  for (const file of files) if (!existsSync(file)) throw new Refusal('not-found', `There is no file ${file}.`);
  const server = serverOf(context);
  const report = await withProgress(context, (progress) => {
    const run: Run = (sink, pages, salts) =>
      importLogs({
        files,
        patterns,
        sink,
        targets: new ViewTargetsOfPaths(pages),
        facts: new LineFacts(salts),
        source: options.source,
        dryRun: options.dryRun ?? false,
        signal: context.signal,
        onProgress: shown(progress, files),
        now: Date.now(),
      });
    return server ? throughServer(context, server, run) : intoFolder(context, run, progress, options.dryRun ?? false);
  });
  show(context.io, context.options.json, { dryRun: options.dryRun ?? false, ...report }, () => lines(report, options));
}

type Run = (sink: LogSink, pages: ShownPages, salts: RunSalts) => Promise<LogReport>;

const intoFolder = (context: CommandContext, run: Run, progress: Progress, dryRun: boolean): Promise<LogReport> =>
  withReadSide(context, async (side, { store, files }) => {
    const catchUp = (name: string) => catchUpOffline(side, name, { signal: context.signal, onProgress: ({ phase, done, of }) => progress.update(`${name}: ${phase}`, done, of) }); // prettier-ignore
    await catchUp('question-page');
    const salt = dryRun ? undefined : RunSalt.keptIn(files.salts);
    const report = await withModels(side, ['question-page', 'mentor-leaderboard'], (models) =>
      run(folderSink(store), pagesIn(models), salt?.salts ?? new RunSalts()),
    );
    salt?.end();
    if (report.imported > 0 && !dryRun) for (const name of side.projections.keys()) await catchUp(name);
    return report;
  });

async function throughServer({ signal }: CommandContext, server: Server, run: Run): Promise<LogReport> {
  const patience = { patience: server.patience, signal };
  const shown: ShownPages = {
    async page(questionId) {
      const params = { path: { questionId } };
      const { body } = await request(server, (api) => api.GET('/v1/questions/{questionId}/page', { params }), patience);
      return body as QuestionPage;
    },
    async answers(questionId, cursor) {
      const params = { path: { questionId }, query: { cursor, limit: 100 } };
      const { body } = await request(server, (api) => api.GET('/v1/questions/{questionId}/answers', { params }), patience);
      return body as AnswerList;
    },
  };
  const report = await run(serverSink(server, signal), shown, new RunSalts());
  if (report.position !== undefined) await caughtUp(server, report.position, signal);
  return report;
}

function pagesIn(models: ReadModels): ShownPages {
  const pages = new GetQuestionPageHandler(models);
  const lists = new ListAnswersHandler(models);
  return {
    async page(idOrSlug) {
      const { body } = await pages.execute(new GetQuestionPage({ idOrSlug }));
      return JSON.parse(Buffer.from(body ?? []).toString('utf8')) as QuestionPage;
    },
    answers: (idOrSlug, cursor) => lists.execute(new ListAnswers({ idOrSlug, cursor, limit: 100 })),
  };
}

function shown(progress: Progress, files: readonly string[]) {
  const sizes = new Map(files.map((file) => [file, statSync(file).size]));
  const total = [...sizes.values()].reduce((sum, size) => sum + size, 0);
  const read = new Map<string, number>();
  return (file: string, bytes: number) => {
    read.set(file, bytes);
    const done = [...read.values()].reduce((sum, each) => sum + each, 0);
    progress.update('reading', done, total, 'bytes');
  };
}

function lines(report: LogReport, { dryRun }: LogOptions): string[] {
  const { lines: read, facts, classes, imported, duplicates, unmatched, unknown, broken, brokenLines } = report;
  const number = (count: number) => count.toLocaleString('en-US');
  return [
    `lines: ${number(read)}`,
    `facts: ${number(facts)}`,
    ...Object.entries(classes).map(([name, count]) => `  ${name}: ${number(count)}`),
    `unmatched: ${number(unmatched)}`,
    `of what is not there: ${number(unknown)}`,
    `broken: ${number(broken)}`,
    ...brokenLines.map(({ file, line }) => `  ${file}, line ${line}`),
    `duplicates: ${number(duplicates)}`,
    dryRun ? `to import: ${number(imported)} (dry run: nothing was written)` : `imported: ${number(imported)}`,
    ...(facts > 0 && imported === 0 ? ['Nothing changed: all of it was imported before.'] : []),
  ];
}
