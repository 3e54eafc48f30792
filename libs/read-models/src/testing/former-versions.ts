import {
  AnswerPublished,
  AnswerWithdrawn,
  MemberRegistered,
  MemberRolesChanged,
  MentorProfileChanged,
  MentorRegistered,
  MentorUnverified,
  MentorVerified,
  QuestionAsked,
  QuestionWithdrawn,
  ViewsImported,
} from '@stoa/contracts';
import type { CopyTarget, DomainEvent, EventStore, RecordedEvent, Role } from '@stoa/kernel';

/** An event as its first version told it, and what the newest version says of the same: without all that was added since. By hand, so that no upcaster is its own proof. */
interface Twins {
  readonly was: DomainEvent;
  readonly is: DomainEvent;
}

/** Data of events of many types. */
type Data = any;

const FIRST_VERSIONS: Record<string, (data: Data) => Twins> = {
  [AnswerPublished.type]: ({ byline: { displayName, title, company }, ...data }) => ({
    was: { type: 'AnswerPublished.v1', data: { ...data, byline: { name: displayName, title, company } } },
    is: AnswerPublished({ ...data, byline: { displayName, title, company, yearsOfExperience: null } }),
  }),
  [MemberRegistered.type]: ({ roles, ...data }) => ({
    was: { type: 'MemberRegistered.v1', data: { ...data, roles: firstRoles(roles) } },
    is: MemberRegistered({ ...data, roles: firstRoles(roles) }),
  }),
  [MemberRolesChanged.type]: ({ roles, ...data }) => ({
    was: { type: 'MemberRolesChanged.v1', data: { ...data, roles: firstRoles(roles) } },
    is: MemberRolesChanged({ ...data, roles: firstRoles(roles) }),
  }),
  [MentorRegistered.type]: ({ displayName, yearsOfExperience: _years, ...data }) => ({
    was: { type: 'MentorRegistered.v1', data: { ...data, name: displayName } },
    is: MentorRegistered({ ...data, displayName, yearsOfExperience: null }),
  }),
  [MentorProfileChanged.type]: ({ displayName, yearsOfExperience: _years, ...data }) => ({
    was: { type: 'MentorProfileChanged.v1', data: { ...data, name: displayName } },
    is: MentorProfileChanged({ ...data, displayName, yearsOfExperience: null }),
  }),
  [AnswerWithdrawn.type]: ({ by: _by, ...data }) => ({
    was: { type: 'AnswerWithdrawn.v1', data },
    is: AnswerWithdrawn({ ...data, by: null }),
  }),
  [QuestionWithdrawn.type]: ({ by: _by, ...data }) => ({
    was: { type: 'QuestionWithdrawn.v1', data },
    is: QuestionWithdrawn({ ...data, by: null }),
  }),
  [MentorVerified.type]: ({ verifierId: _verifier, identity: _identity, ...data }) => ({
    was: { type: 'MentorVerified.v1', data },
    is: MentorVerified({ ...data, verifierId: null, identity: null }),
  }),
  [MentorUnverified.type]: ({ reason: _reason, former: _former, ...data }) => ({
    was: { type: 'MentorUnverified.v1', data },
    is: MentorUnverified({ ...data, reason: 'taken-back', former: null }),
  }),
  [QuestionAsked.type]: ({ askerDisplayName, ...data }) => ({
    was: { type: 'QuestionAsked.v1', data: { ...data, askerName: askerDisplayName } },
    is: QuestionAsked({ ...data, askerDisplayName }),
  }),
  [ViewsImported.type]: ({ offset: _offset, ...data }) => ({
    was: { type: 'ViewsImported.v1', data },
    is: ViewsImported({ ...data, offset: null }),
  }),
};

/** There were no analysts. */
const firstRoles = (roles: Role[]): Role[] => roles.filter((role) => role !== 'analyst');

/** The types that have had more than one version. */
export const evolvedTypes = Object.keys(FIRST_VERSIONS);

const twinsOf = ({ type, data }: DomainEvent): Twins =>
  FIRST_VERSIONS[type]?.(data) ?? { was: { type, data }, is: { type, data } };

/** Writes a log as the first release did, every event in its oldest version, each stream in one append. Read back, it has other positions. */
export async function writeInOldestVersions(log: readonly RecordedEvent[], store: CopyTarget): Promise<void> {
  for (const event of log)
    await store.appendStored(event.stream, [{ id: event.id, meta: event.meta, ...twinsOf(event).was }], 'no-stream');
}

/** The same log as if the newest code had written it, where and when the old one was written. */
export async function newestTwin(log: readonly RecordedEvent[], written: Pick<EventStore, 'readAll'>): Promise<RecordedEvent[]> {
  const twin: RecordedEvent[] = [];
  for await (const batch of written.readAll(''))
    for (const { id, stream, revision, position, occurredAt, recordedAt, meta } of batch)
      twin.push({ ...twinsOf(log[twin.length]!).is, id, stream, revision, position, occurredAt, recordedAt, meta });
  return twin;
}

/** The log as code would read it whose upcasters lose what bylines say: what a test of upcasting must notice. */
export const readWrongly = (written: Pick<EventStore, 'readAll'>): Pick<EventStore, 'readAll'> => ({
  async *readAll(...range) {
    for await (const batch of written.readAll(...range)) yield batch.map(withoutName);
  },
});

export const withoutName = (event: RecordedEvent): RecordedEvent => {
  if (event.type !== AnswerPublished.type || !event.stored) return event;
  const { id, stream, revision, position, occurredAt, recordedAt, meta, stored, type } = event;
  const data = event.data as { byline: object };
  const wrong = { ...data, byline: { ...data.byline, displayName: '' } };
  return { id, stream, revision, position, occurredAt, recordedAt, meta, stored, type, data: wrong };
};
