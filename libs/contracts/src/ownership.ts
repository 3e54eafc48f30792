import type { CommandClass, QueryClass } from '@stoa/kernel';
import * as answers from './answers/commands.ts';
import { GetAnswer, GetAnswerRevisions } from './answers/queries.ts';
import { ImportBatch } from './imports/commands.ts';
import { GetImported } from './imports/queries.ts';
import * as members from './members/commands.ts';
import { GetMember } from './members/queries.ts';
import * as mentors from './mentors/commands.ts';
import { GetMentor } from './mentors/queries.ts';
import * as questions from './questions/commands.ts';
import { GetQuestion, GetQuestionRevisions } from './questions/queries.ts';
import * as views from './view-analytics/commands.ts';
import { GetViewLog } from './view-analytics/view-logs.ts';

/** The processes that decide; each owns its commands, and the queries over the streams that these write. */
export const serviceNames = ['questions', 'answers', 'mentors', 'view-analytics'] as const;
export type ServiceName = (typeof serviceNames)[number];

export interface Owned {
  readonly commands: readonly CommandClass[];
  readonly queries: readonly QueryClass[];
}

/** Constructors of commands and queries differ in their fields, which the schema checks before one is made. */
const all = (module: object): CommandClass[] => Object.values(module) as CommandClass[];

const queries = (...classes: unknown[]): QueryClass[] => classes as QueryClass[];

/** Which process owns which command and query. The mentors process runs members, their roles and tokens too. */
export const owned: Readonly<Record<ServiceName, Owned>> = {
  questions: {
    // What comes from elsewhere is of all kinds; one process takes it.
    commands: [...all(questions), ...all({ ImportBatch })],
    queries: queries(GetQuestion, GetQuestionRevisions, GetImported),
  },
  answers: {
    commands: all(answers),
    queries: queries(GetAnswer, GetAnswerRevisions),
  },
  mentors: {
    commands: [...all(mentors), ...all(members)],
    queries: queries(GetMentor, GetMember),
  },
  'view-analytics': { commands: all(views), queries: queries(GetViewLog) },
};

/** The owner of each command and query, by type. */
export const owners: ReadonlyMap<string, ServiceName> = new Map(
  serviceNames.flatMap((service) =>
    [...owned[service].commands, ...owned[service].queries].map(({ type }): [string, ServiceName] => [type, service]),
  ),
);
