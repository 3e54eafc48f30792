import type { CommandClass, QueryMessage } from '@stoa/kernel';
import { z } from 'zod';
import * as answers from './answers/commands.ts';
import { GetAnswer, GetAnswerRevisions } from './answers/queries.ts';
import { ImportBatch } from './imports/commands.ts';
import * as members from './members/commands.ts';
import * as mentors from './mentors/commands.ts';
import { GetMentor } from './mentors/queries.ts';
import * as questions from './questions/commands.ts';
import { GetQuestion, GetQuestionRevisions } from './questions/queries.ts';
import * as views from './view-analytics/commands.ts';
import { uuid } from './vocabulary.ts';

/** The processes that decide; each owns its commands, and the queries that are answered from the streams which these write. */
export const serviceNames = ['questions', 'answers', 'mentors', 'view-analytics'] as const;
export type ServiceName = (typeof serviceNames)[number];

/** A query as it travels between processes: its fields, checked, and the message that they make. */
export interface QueryForm {
  readonly type: string;
  readonly query: abstract new (...args: never[]) => QueryMessage<unknown>;
  readonly schema: z.ZodObject;
  make(fields: unknown): QueryMessage<unknown>;
}

export interface Owned {
  readonly commands: readonly CommandClass[];
  readonly queries: readonly QueryForm[];
}

const form = <S extends z.ZodObject>(
  query: QueryForm['query'],
  schema: S,
  make: (fields: z.output<S>) => QueryMessage<unknown>,
): QueryForm => ({ type: query.name, query, schema, make: (fields) => make(schema.parse(fields)) });

/** Constructors of commands differ in their data, which the schema checks before one is made. */
const all = (module: object): CommandClass[] => Object.values(module) as CommandClass[];

const name = z.string().min(1).max(200);
const idOrSlug = z.strictObject({ idOrSlug: name });
const idOrHandle = z.strictObject({ idOrHandle: name });
const answerId = z.strictObject({ answerId: uuid });

const paging = { options: z.strictObject({ limit: z.int().min(1).max(1000), cursor: z.string().max(500).optional() }) };
const pageOf = ({ limit, cursor }: z.output<(typeof paging)['options']>) => ({
  limit,
  ...(cursor === undefined ? {} : { cursor }),
});

/** Which process owns which command and query. The mentors process runs members, their roles and tokens too. */
export const owned: Readonly<Record<ServiceName, Owned>> = {
  questions: {
    // What comes from elsewhere is of all kinds; one process takes it.
    commands: [...all(questions), ...all({ ImportBatch })],
    queries: [
      form(GetQuestion, idOrSlug, (fields) => new GetQuestion(fields.idOrSlug)),
      form(
        GetQuestionRevisions,
        idOrSlug.extend(paging),
        ({ idOrSlug: id, options }) => new GetQuestionRevisions(id, pageOf(options)),
      ),
    ],
  },
  answers: {
    commands: all(answers),
    queries: [
      form(GetAnswer, answerId, (fields) => new GetAnswer(fields.answerId)),
      form(
        GetAnswerRevisions,
        answerId.extend(paging),
        (fields) => new GetAnswerRevisions(fields.answerId, pageOf(fields.options)),
      ),
    ],
  },
  mentors: {
    commands: [...all(mentors), ...all(members)],
    queries: [form(GetMentor, idOrHandle, (fields) => new GetMentor(fields.idOrHandle))],
  },
  'view-analytics': { commands: all(views), queries: [] },
};

/** The owner of each command and query, by type. */
export const owners: ReadonlyMap<string, ServiceName> = new Map(
  serviceNames.flatMap((service) =>
    [...owned[service].commands, ...owned[service].queries].map(({ type }): [string, ServiceName] => [type, service]),
  ),
);
