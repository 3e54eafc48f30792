import type { DomainEvent, EventDefinition, Of } from '@stoa/kernel';
import * as answers from './answers/events.ts';
import * as members from './members/events.ts';
import * as mentors from './mentors/events.ts';
import * as questions from './questions/events.ts';
import * as views from './view-analytics/events.ts';

const {
  QuestionAsked,
  QuestionEdited,
  QuestionRetagged,
  QuestionClosed,
  QuestionReopened,
  AnswerAccepted,
  AnswerUnaccepted,
  QuestionWithdrawn,
  QuestionRestored,
  QuestionRated,
  QuestionRatingCleared,
  SlugReserved,
  TopicCreated,
} = questions;
const { AnswerPublished, AnswerRevised, AnswerWithdrawn, AnswerRestored, AnswerRated, AnswerRatingCleared } = answers;
const {
  MentorRegistered,
  MentorProfileChanged,
  ExpertiseAdded,
  ExpertiseDropped,
  MentorVerified,
  MentorUnverified,
  HandleReserved,
} = mentors;
const { MemberRegistered, MemberRolesChanged, TokenIssued, TokenRevoked } = members;

/** Every event that was ever published, all versions. */
export const definitions = [
  QuestionAsked, QuestionEdited, QuestionRetagged, QuestionClosed, QuestionReopened, AnswerAccepted, AnswerUnaccepted,
  QuestionWithdrawn, QuestionRestored, QuestionRated, QuestionRatingCleared, SlugReserved, TopicCreated,
  AnswerPublished, AnswerRevised, AnswerWithdrawn, AnswerRestored, AnswerRated, AnswerRatingCleared,
  MentorRegistered, MentorProfileChanged, ExpertiseAdded, ExpertiseDropped, MentorVerified, MentorUnverified, HandleReserved,
  MemberRegistered, MemberRolesChanged, TokenIssued, TokenRevoked,
  views.ViewsImported, views.ViewsImportBegan,
] as const; // prettier-ignore

export type StoaEvent = Of<(typeof definitions)[number]>;

export const registry: ReadonlyMap<string, EventDefinition> = new Map(
  definitions.map((definition) => [definition.type, definition as unknown as EventDefinition]),
);

/** Checks an event against its published shape, as every append does. Throws where no contract names its type or the data does not fit. */
export function checkedEvent<E extends DomainEvent>(event: E): E {
  const definition = registry.get(event.type);
  if (!definition) throw new Error(`No contract names the event type ${event.type}`);
  return { ...event, data: definition.schema.parse(event.data) };
}
