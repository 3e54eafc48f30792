import type { DomainEvent, EventDefinition, Of, Upcaster } from '@stoa/kernel';
import * as answers from './answers/events.ts';
import { answerUpcasters } from './answers/upcasters.ts';
import * as members from './members/events.ts';
import { memberUpcasters } from './members/upcasters.ts';
import * as mentors from './mentors/events.ts';
import { mentorUpcasters } from './mentors/upcasters.ts';
import * as questions from './questions/events.ts';
import { questionUpcasters } from './questions/upcasters.ts';
import * as views from './view-analytics/events.ts';
import { viewsUpcasters } from './view-analytics/upcasters.ts';

const {
  QuestionAsked,
  QuestionEdited,
  QuestionReattributed,
  QuestionRetagged,
  QuestionClosed,
  QuestionReopened,
  AnswerAccepted,
  AnswerUnaccepted,
  QuestionWithdrawn,
  QuestionWithdrawalUpheld,
  QuestionRestored,
  QuestionRated,
  QuestionRatingCleared,
  SlugReserved,
  TopicCreated,
} = questions;
const {
  AnswerPublished,
  AnswerRevised,
  AnswerReattributed,
  AnswerWithdrawn,
  AnswerWithdrawalUpheld,
  AnswerRestored,
  AnswerPlacesTaken,
  AnswerRated,
  AnswerRatingCleared,
} = answers;
const {
  MentorRegistered,
  MentorProfileChanged,
  ExpertiseAdded,
  ExpertiseDropped,
  MentorVerified,
  MentorUnverified,
  HandleReserved,
} = mentors;
const { MemberRegistered, MemberRenamed, MemberRolesChanged, MemberSuspended, MemberReinstated, TokenIssued, TokenRevoked } =
  members;

/** Every event in its newest version: what is appended, and all that deciders, folds and projections know. */
export const definitions = [
  QuestionAsked, QuestionEdited, QuestionReattributed, QuestionRetagged, QuestionClosed, QuestionReopened, AnswerAccepted, AnswerUnaccepted,
  QuestionWithdrawn, QuestionWithdrawalUpheld, QuestionRestored, QuestionRated, QuestionRatingCleared, SlugReserved, TopicCreated,
  AnswerPublished, AnswerRevised, AnswerReattributed, AnswerWithdrawn, AnswerWithdrawalUpheld, AnswerRestored, AnswerPlacesTaken, AnswerRated,
  AnswerRatingCleared,
  MentorRegistered, MentorProfileChanged, ExpertiseAdded, ExpertiseDropped, MentorVerified, MentorUnverified, HandleReserved,
  MemberRegistered, MemberRenamed, MemberRolesChanged, MemberSuspended, MemberReinstated, TokenIssued, TokenRevoked,
  views.ViewsImported, views.ViewsTakenBack, views.ViewsImportBegan, views.ViewsRecorded, views.ViewsRestated,
] as const; // prettier-ignore

export type StoaEvent = Of<(typeof definitions)[number]>;

/** From each former version to the next. */
export const upcasters: readonly Upcaster[] = [
  ...questionUpcasters,
  ...answerUpcasters,
  ...mentorUpcasters,
  ...memberUpcasters,
  ...viewsUpcasters,
];

/** Every version that was ever published, by its type. */
export const registry: ReadonlyMap<string, EventDefinition> = new Map(
  [...(definitions as readonly unknown[] as EventDefinition[]), ...upcasters.map(({ from }) => from)].map((definition) => [
    definition.type,
    definition,
  ]),
);

const newest: ReadonlySet<string> = new Set(definitions.map(({ type }) => type));
export const isNewestVersion = (type: string): boolean => newest.has(type);

/** Checks an event against its published shape, as every append does. Throws where the type is not a newest version or the data does not fit. */
export function checkedEvent<E extends DomainEvent>(event: E): E {
  if (!newest.has(event.type) && registry.has(event.type))
    throw new Error(`${event.type} is a former version: it is read, not appended`);
  return checkedVersion(event);
}

/** Checks an event of any version that was published. */
export function checkedVersion<E extends DomainEvent>(event: E): E {
  const definition = registry.get(event.type);
  if (!definition) throw new Error(`No contract names the event type ${event.type}`);
  return { ...event, data: definition.schema.parse(event.data) };
}
