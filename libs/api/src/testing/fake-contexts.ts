import { Inject, Injectable, Module, type DynamicModule, type Type } from '@nestjs/common';
import { CommandHandler, CqrsModule, QueryHandler } from '@nestjs/cqrs';
import * as contracts from '@stoa/contracts';
import { QueryMessage, ROLES, createdId, gone, notFound, sha256, type CommandMessage, type Role } from '@stoa/kernel';
import { tokenText } from '../access/token.ts';
import * as fixtures from './fixtures.ts';
import { rebuildFixture, verificationFixture } from './job-fixtures.ts';

export const ID = '11111111-1111-5111-8111-111111111111';
export const GONE = '22222222-2222-5222-8222-222222222222';
export const MISSING = '33333333-3333-5333-8333-333333333333';
export const SECRET = 'a-secret-that-only-this-test-knows';
export const POSITION = '0000000000000042';
const MEMBER = '44444444-4444-5444-8444-444444444444';

export type Holder = Role | 'revoked' | 'expired';
export const TOKEN_IDS: Record<Holder, string> = {
  member: 'aaaaaaaa-0000-5000-8000-000000000001',
  moderator: 'aaaaaaaa-0000-5000-8000-000000000002',
  admin: 'aaaaaaaa-0000-5000-8000-000000000003',
  analyst: 'aaaaaaaa-0000-5000-8000-000000000006',
  revoked: 'aaaaaaaa-0000-5000-8000-000000000004',
  expired: 'aaaaaaaa-0000-5000-8000-000000000005',
};
export const bearer = (holder: Holder): string => `Bearer ${tokenText(TOKEN_IDS[holder], SECRET)}`;

/** Fake handlers behind the buses: they record what arrives and return results from memory. */
@Injectable()
export class FakeContexts {
  readonly commands: CommandMessage[] = [];
  readonly queries: object[] = [];
  /** How many tokens were looked up. */
  lookups = 0;
  /** Ids of tokens that were revoked in the course of a test. */
  readonly revoked = new Set<string>();
  /** Thrown by the next command or query. */
  failure: Error | undefined;
  repeated = false;
  /** Of the member that every token is of. */
  suspension: contracts.Suspension | null = null;
  page: contracts.QuestionPage = fixtures.pageFixture();
  board: contracts.Leaderboard = fixtures.boardFixture();
  list: contracts.QuestionList = { items: [], next: null };

  run(command: CommandMessage): object {
    this.commands.push(command);
    if (this.failure) throw this.failure;
    const id = createdId(command.context);
    const repeated = this.repeated ? { repeated: true } : {};
    if (command instanceof contracts.StartRebuild) return { ...rebuildFixture(command.data.projection), ...repeated };
    if (command instanceof contracts.StartVerification || command instanceof contracts.CancelVerification)
      return { ...verificationFixture(command.data.projection), ...repeated };
    if (command instanceof contracts.ImportBatch)
      return { id, revision: -1, position: POSITION, imported: 2, alreadyThere: 1, changes: {} };
    if (command instanceof contracts.ImportViews)
      return { id, revision: 3, position: POSITION, ...repeated, imported: 2, events: { 'ViewsImportBegan.v1': 1 } };
    if (command instanceof contracts.RestateViews) return fixtures.restatementFixture(command.data);
    if (command instanceof contracts.ImportViewLog) return { id, revision: 3, position: POSITION, imported: 1 };
    return { id, revision: 3, position: POSITION, ...repeated };
  }

  ask(query: object): unknown {
    if (query instanceof contracts.FindToken) {
      this.lookups++;
      return this.token(query.tokenId);
    }
    this.queries.push(query);
    if (this.failure) throw this.failure;
    const named = Object.values(query).find((value) => typeof value === 'string') as string | undefined;
    if (named === GONE || named === 'gone') throw gone('question');
    if (named === MISSING || named === 'missing') throw notFound('question');
    return this.answerTo(query);
  }

  private answerTo(query: object): unknown {
    if (query instanceof contracts.GetQuestionPage || query instanceof contracts.ShowQuestionPage) {
      const etag = sha256(JSON.stringify(this.page)).slice(0, 22);
      const holds = query.held?.some((tag) => tag === etag || tag === '*');
      const body = query instanceof contracts.ShowQuestionPage ? this.page : Buffer.from(JSON.stringify(this.page));
      const questionId = this.page.question.id;
      return holds ? { questionId, etag } : { questionId, etag, body };
    }
    if (query instanceof contracts.ListQuestions) return this.list;
    if (query instanceof contracts.ListAnswers) return fixtures.answerListFixture();
    if (query instanceof contracts.GetLeaderboard) return this.board;
    if (query instanceof contracts.ListProjections || query instanceof contracts.ListSetAside) return [];
    if (query instanceof contracts.GetRebuild) return rebuildFixture(query.projection);
    if (query instanceof contracts.GetVerification) return verificationFixture(query.projection);
    if (query instanceof contracts.GetTopic) return { key: query.topic, name: 'A topic', questions: 2, answers: 3 };
    if (query instanceof contracts.ListTopics) return { items: [], next: null };
    if (query instanceof contracts.GetQuestionRevisions || query instanceof contracts.GetAnswerRevisions)
      return { items: [], next: null };
    if (query instanceof contracts.GetQuestion) return fixtures.questionResourceFixture();
    if (query instanceof contracts.GetAnswer) return fixtures.answerResourceFixture();
    if (query instanceof contracts.FindViewTargets) return fixtures.viewTargetsFixture(query.questionId);
    if (query instanceof contracts.FindNames) return fixtures.namesFixture(query, contracts.mentorIdOf(MEMBER));
    if (query instanceof contracts.ExplainViews) return fixtures.explainedFixture(query.answerId);
    if (query instanceof contracts.QueryAnalytics) return fixtures.analyticsFixture(query);
    if (query instanceof contracts.GetMentor) return this.mentor(query.idOrHandle);
    if (query instanceof contracts.GetMember) return fixtures.memberResourceFixture(query.memberId);
    if (query instanceof contracts.GetImported) return importedFixture;
    if (query instanceof contracts.GetViewLog) return { to: '187', content: 'a'.repeat(64) };
    throw new Error(`No result for ${query.constructor.name}`);
  }

  /** Each id is that of the member's own mentor. */
  private mentor(idOrHandle: string): contracts.MentorResource {
    const mentor = fixtures.mentorResourceFixture();
    return idOrHandle === ID ? { ...mentor, id: contracts.mentorIdOf(MEMBER) } : mentor;
  }

  private token(tokenId: string): contracts.TokenRecord | undefined {
    const holder = (Object.keys(TOKEN_IDS) as Holder[]).find((name) => TOKEN_IDS[name] === tokenId);
    if (!holder && tokenId !== ID) return undefined;
    const roles: Role[] = ROLES.some((role) => role === holder) ? [...new Set<Role>(['member', holder as Role])] : ['member'];
    const expiresAt = holder === 'expired' ? '2020-01-01T00:00:00.000Z' : null;
    const { suspension } = this;
    const revoked = holder === 'revoked' || this.revoked.has(tokenId);
    return {
      tokenId,
      memberId: MEMBER,
      displayName: 'Ada <Example>',
      secretHash: sha256(SECRET),
      expiresAt,
      revoked,
      suspension,
      roles,
    };
  }
}

const messages = Object.values<unknown>(contracts).filter(
  (value): value is Type => typeof value === 'function' && /^class/.test(String(value)),
);
const isCommand = (type: Type): boolean => !(type.prototype instanceof QueryMessage);

function handlerOf(type: Type): Type {
  const method = isCommand(type) ? 'run' : 'ask';
  class Handler {
    constructor(private readonly contexts: FakeContexts) {}
    execute(message: never): Promise<unknown> {
      return Promise.resolve().then(() => this.contexts[method](message));
    }
  }
  Inject(FakeContexts)(Handler, undefined, 0);
  (isCommand(type) ? CommandHandler(type as never) : QueryHandler(type as never))(Handler);
  return Handler;
}

/** A handler for every command and query that the contracts have. */
@Module({})
export class FakeContextsModule {
  static of(contexts: FakeContexts): DynamicModule {
    const provider = { provide: FakeContexts, useValue: contexts };
    return { module: FakeContextsModule, imports: [CqrsModule.forRoot()], providers: [provider, ...messages.map(handlerOf)] };
  }
}

const importedFixture: contracts.ImportedPart = {
  position: POSITION,
  more: false,
  imports: [],
  questions: [],
  answers: [],
  members: [],
  mentors: [],
  ratings: [],
  viewShards: [],
};
