import { Controller, Inject, Param, Query, Req, Res } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import {
  ExplainViews,
  type FindNames,
  GetMentor,
  QueryAnalytics,
  analyticsCsv,
  analyticsQuery,
  mentorIdOf,
  type AnalyticsResult,
  type MentorResource,
  type NamesFound,
  type ViewsExplained,
} from '@stoa/contracts';
import { freshNonce } from '@stoa/http';
import { Refusal, forbidden, isAnalyst, isRefusal, notFound } from '@stoa/kernel';
import {
  dashboardHtml,
  dashboardQueries,
  explanationHtml,
  idsToName,
  liveQueries,
  livePageHtml,
  readDashboardRequest,
  whatCountsHtml,
  type DashboardQuery,
  type DashboardScope,
  type EntityName,
  type PanelResults,
} from '@stoa/site';
import type { FastifyReply } from 'fastify';
import { Reader } from '../access/reader.decorator.ts';
import type { SignedIn } from '../access/sessions.ts';
import { API_OPTIONS, nowOf, type ApiOptions } from '../api.options.ts';
import type { ApiRequest } from '../api-request.ts';
import { Handles, Public } from '../routes/operation.decorator.ts';
import type { QueryOf } from '../routes/operations.ts';
import { sendPrivate } from '../routes/send-to-reader.ts';
import { onlyMentorOf } from './analytics.controller.ts';
import { entityNames, namesOf, namesQuery } from './entity-names.ts';
import { sendCsv } from './send-csv.ts';

/** Dashboards: pages over the analytics query, for who may ask it. */
@Controller()
export class DashboardsController {
  constructor(
    @Inject(QueryBus) private readonly queries: QueryBus,
    @Inject(API_OPTIONS) private readonly options: ApiOptions,
  ) {}

  @Handles('dashboardPage')
  site(@Reader() reader: SignedIn, @Req() request: ApiRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.show({ kind: 'site' }, undefined, reader, request, reply);
  }

  @Handles('answerDashboardPage')
  async answer(
    @Param('answerId') id: string,
    @Reader() reader: SignedIn,
    @Req() request: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { answers } = await this.names(namesOf({ answers: [id] }));
    const [answer] = answers;
    if (!answer) throw notFound('answer');
    if (!maySee(reader, answer.mentorId)) throw forbidden('These are another mentor’s views.');
    const title = { name: answer.title, detail: answer.displayName, href: `/q/${answer.slug}#a-${id}` };
    await this.show({ kind: 'answer', id }, title, reader, request, reply);
  }

  @Handles('questionDashboardPage')
  async question(
    @Param('questionId') id: string,
    @Reader() reader: SignedIn,
    @Req() request: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { questions } = await this.names(namesOf({ questions: [id] }));
    const [question] = questions;
    if (!question) throw notFound('question');
    await this.show({ kind: 'question', id }, { name: question.title, href: `/q/${question.slug}` }, reader, request, reply);
  }

  @Handles('mentorDashboardPage')
  async mentor(
    @Param('mentorId') idOrHandle: string,
    @Reader() reader: SignedIn,
    @Req() request: ApiRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const mentor = await this.queries.execute<GetMentor, MentorResource>(new GetMentor({ idOrHandle }));
    if (!maySee(reader, mentor.id)) throw forbidden('These are another mentor’s views.');
    const scope = { kind: 'mentor', id: mentor.id, handle: mentor.handle } as const;
    await this.show(scope, { name: mentor.displayName, detail: mentor.title }, reader, request, reply);
  }

  @Handles('livePage')
  async live(
    @Query() { tz, refresh }: QueryOf<'livePage'>,
    @Reader() reader: SignedIn,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { timezone } = readDashboardRequest({ kind: 'site' }, new URLSearchParams(tz ? { tz } : {}));
    const results = await this.resultsOf(liveQueries(timezone), undefined);
    const names = entityNames(await this.names(namesQuery(idsToName(results, []))));
    const nonce = freshNonce();
    sendPrivate(reply, livePageHtml({ results, names, timezone, refreshes: refresh !== 'off', reader, nonce }), nonce);
  }

  @Public()
  @Handles('explanationPage')
  async explanation(
    @Param('answerId') answerId: string,
    @Query() { day }: QueryOf<'explanationPage'>,
    @Reader() reader: SignedIn | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { answers } = await this.names(namesOf({ answers: [answerId] }));
    const [answer] = answers;
    if (!answer) throw notFound('answer');
    const explained = await this.queries.execute<ExplainViews, ViewsExplained>(new ExplainViews({ answerId, day }));
    const { slug, title, displayName, mentorId } = answer;
    const dashboard = reader && maySee(reader, mentorId) ? `/analytics/answers/${answerId}` : undefined;
    sendPrivate(reply, explanationHtml({ explained, question: { slug, title }, displayName, dashboard, reader }));
  }

  @Public()
  @Handles('whatCountsPage')
  whatCounts(@Reader() reader: SignedIn | undefined, @Res() reply: FastifyReply): void {
    sendPrivate(reply, whatCountsHtml(reader));
  }

  private async show(
    scope: DashboardScope,
    title: EntityName | undefined,
    reader: SignedIn,
    { url }: ApiRequest,
    reply: FastifyReply,
  ): Promise<void> {
    const request = readDashboardRequest(scope, new URL(url, 'http://stoa').searchParams);
    const onlyMentor = onlyMentorOf(reader);
    const wanted = dashboardQueries(request);
    if (request.csv !== null) {
      const [panel] = wanted;
      if (!panel) throw notFound('table');
      // A page says what it left out; a table cannot.
      const [note] = request.notes;
      if (note !== undefined) throw new Refusal('validation-failed', note);
      sendCsv(reply, `views-${panel.name}`, analyticsCsv(await this.ask(panel, onlyMentor)));
      return;
    }
    const results = await this.resultsOf(wanted, onlyMentor);
    const names = entityNames(await this.names(namesQuery(idsToName(results, request.filters))));
    const nonce = freshNonce();
    const now = nowOf(this.options);
    sendPrivate(reply, dashboardHtml({ request, results, names, title, now, reader, nonce }), nonce);
  }

  /** A panel whose query is refused says why; the others are shown. */
  private async resultsOf(wanted: readonly DashboardQuery[], onlyMentor: string | undefined): Promise<PanelResults> {
    const asked = wanted.map(async (panel) => {
      const result = await this.ask(panel, onlyMentor).catch((error: unknown) => {
        if (isRefusal(error) && error.code === 'validation-failed') return { refused: sentenceOf(error) };
        throw error;
      });
      return [panel.name, result] as const;
    });
    return new Map(await Promise.all(asked));
  }

  private ask({ query }: DashboardQuery, onlyMentor: string | undefined): Promise<AnalyticsResult> {
    return this.queries.execute(new QueryAnalytics({ ...analyticsQuery.parse(query), onlyMentor }));
  }

  private names(query: FindNames): Promise<NamesFound> {
    return this.queries.execute(query);
  }
}

/** What a query should have been instead. */
const sentenceOf = ({ message, errors }: Refusal): string => {
  const [error] = errors;
  return error ? `${message} Wanted: ${error.expected}.` : message;
};

/** Analysts see every mentor's views, a mentor the own ones. */
const maySee = (reader: SignedIn, mentorId: string): boolean => isAnalyst(reader) || mentorId === mentorIdOf(reader.memberId);
