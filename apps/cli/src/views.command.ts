import { ExplainViews, RestateViews, viewClasses, type ViewsExplained, type ViewsRestatement } from '@stoa/contracts';
import { Refusal, commandContext, derivedId } from '@stoa/kernel';
import { catchUpOffline } from '@stoa/projections-standalone/offline';
import { ExplainViewsHandler } from '@stoa/read-models';
import { RestateViewsHandler } from '@stoa/view-analytics';
import { serverOf, withFolder, withProgress, withReadSide, type CommandContext } from './context.ts';
import { namedGateway } from './gateway.ts';
import { withLive } from './live-read-models.ts';
import { calendarDay } from './options.ts';
import { show } from './output.ts';
import { send, type Server } from './server-client.ts';
import { addRestatements } from './add-restatements.ts';

export interface RestateOptions {
  from: string;
  to: string;
  rules: string;
  dryRun?: boolean;
}

const CLI = { memberId: derivedId('command line'), roles: ['admin'] } as const;
const MOVERS_SHOWN = 20;

/** Judges closed days anew: in the folder, or through the server that holds it or was named. */
export async function restateViews(context: CommandContext, options: RestateOptions): Promise<void> {
  const data = RestateViews.schema.parse({
    from: calendarDay('--from', options.from),
    to: calendarDay('--to', options.to),
    rules: rulesNamed(options.rules),
    dryRun: options.dryRun ?? false,
  });
  const server = serverOf(context);
  const report = await (server ? restateThrough(server, context, data) : restateFolder(context, data));
  show(context.io, context.options.json, report, () => restatementLines(report));
}

/** `v2` is short for the second rules of pages. */
function rulesNamed(text: string): string {
  const rules = /^v\d{1,3}$/.test(text) ? `views.rules.${text}` : text;
  if (!RestateViews.schema.shape.rules.safeParse(rules).success)
    throw new Refusal('validation-failed', '--rules must name rules such as views.rules.v2, or v2.');
  return rules;
}

const restateFolder = (context: CommandContext, data: RestateViews['data']): Promise<ViewsRestatement> =>
  withProgress(context, (progress) => {
    const about = {
      principal: CLI,
      command: RestateViews.type,
      key: JSON.stringify(data),
      body: data,
      occurredAt: new Date().toISOString(),
      correlationId: 'restate-views',
    };
    const pace = { signal: context.signal, onProgress: (facts: number) => progress.update('judging', facts, undefined, 'facts') };
    const command = new RestateViews(data, commandContext(about));
    if (data.dryRun)
      return withFolder(context, 'read', ({ store }) => new RestateViewsHandler(store).execute(command, pace).then(reportOf));
    return withReadSide(context, async (side, { store }) => {
      const report = await new RestateViewsHandler(store).execute(command, pace);
      for (const name of side.projections.keys())
        await catchUpOffline(side, name, {
          signal: context.signal,
          onProgress: ({ phase, done, of }) => progress.update(`${name}: ${phase}`, done, of),
        });
      return reportOf(report);
    });
  });

const reportOf = (result: ViewsRestatement & { id: string; revision: number }): ViewsRestatement => {
  const { id: _, revision: __, ...report } = result;
  return report;
};

/** A server answers after a few seconds, and is asked to go on from where it was. */
const restateThrough = (server: Server, context: CommandContext, data: RestateViews['data']): Promise<ViewsRestatement> =>
  withProgress(context, async (progress) => {
    let report: ViewsRestatement | undefined;
    for (let from: string | null = data.from; from !== null;) {
      context.signal.throwIfAborted();
      const body = { ...data, from };
      const more: ViewsRestatement = await send(server, (api) => api.POST('/v1/views/restatements', { body }));
      report = report ? addRestatements(report, more) : more;
      progress.update('judging', report.facts, undefined, 'facts');
      from = more.next;
    }
    return report!;
  });

function restatementLines({ rules, from, to, facts, changed, batches, classes, movers, dryRun }: ViewsRestatement): string[] {
  const number = (count: number) => count.toLocaleString('en-US');
  return [
    `${from} to ${to} by ${rules}: ${number(changed)} of ${number(facts)} facts ${dryRun ? 'would change' : 'changed'}, in ${number(batches)} batches`,
    ...classes.map(({ class: name, former, now }) => `  ${name.padEnd(10)} ${number(former)} → ${number(now)}`),
    ...(movers.length > 0 ? ['counted otherwise, the biggest difference first:'] : []),
    ...movers
      .slice(0, MOVERS_SHOWN)
      .map(({ questionId, answerId, former, now }) =>
        answerId === null
          ? `  question ${questionId}: ${number(former)} → ${number(now)}`
          : `  answer ${answerId}: ${number(former)} → ${number(now)}`,
      ),
  ];
}

/** Says where an answer's number of views comes from. */
export async function explainViews(context: CommandContext, answer: string, { day }: { day?: string }): Promise<void> {
  const fields = ExplainViews.schema.safeParse({
    answerId: answer,
    ...(day === undefined ? {} : { day: calendarDay('--day', day) }),
  });
  if (!fields.success) throw new Refusal('validation-failed', 'Name an answer by its id.');
  const gateway = namedGateway(context.options);
  const explained = gateway
    ? await send(gateway, (api) =>
        api.GET('/v1/answers/{answerId}/views/explain', {
          params: { path: { answerId: fields.data.answerId }, query: day === undefined ? {} : { day } },
        }),
      )
    : await withLive(context, ['view-rollups'], (models) =>
        new ExplainViewsHandler(models).execute(new ExplainViews(fields.data)),
      );
  show(context.io, context.options.json, explained, () => explanationLines(explained));
}

function explanationLines({ total, counted, imported, rules, classes, bots, restated, day }: ViewsExplained): string[] {
  const number = (count: number) => count.toLocaleString('en-US');
  const others = viewClasses.filter((name) => name !== 'human' && classes[name] > 0);
  return [
    `${number(total)} views${day === null ? '' : ` on ${day}`}: ${number(counted)} counted, ${number(imported)} imported (${rules})`,
    ...(others.length > 0 ? ['not counted:', ...others.map((name) => `  ${name}: ${number(classes[name])}`)] : []),
    ...bots.map(({ name, facts }) => `    ${name}: ${number(facts)}`),
    `restated: ${number(restated)}`,
  ];
}
