import { GetMember, ReinstateMember, SuspendMember, instant, reason, uuid, type MemberResource } from '@stoa/contracts';
import { Refusal } from '@stoa/kernel';
import { GetMemberHandler, ReinstateMemberHandler, SuspendMemberHandler } from '@stoa/members';
import { catchUpOffline } from '@stoa/projections-standalone/offline';
import { access } from '@stoa/read-models/projections';
import { serverOf, withFolder, withReadSide, type CommandContext } from './context.ts';
import { asked } from './operator.ts';
import { show } from './output.ts';
import { send } from './server-client.ts';

export interface SuspendOptions {
  reason: string;
  until?: string;
}

/** Prints a member, with roles and suspension. */
export async function showMember(context: CommandContext, text: string): Promise<void> {
  const member = await readMember(context, idOf(text));
  show(context.io, context.options.json, member, () => linesOf(member));
}

/** Suspends a member: reading stays possible, writing does not. */
export async function suspendMember(
  context: CommandContext,
  text: string,
  { reason: why, until }: SuspendOptions,
): Promise<void> {
  const memberId = idOf(text);
  const body = { reason: checked(reason, why, '--reason must be one line of at most 300 characters.'), until: endOf(until) };
  const server = serverOf(context);
  const params = { path: { memberId } };
  if (server) await send(server, (api) => api.PUT('/v1/members/{memberId}/suspension', { params, body }));
  else
    await withReadSide(context, async (side) => {
      await new SuspendMemberHandler(side.store).execute(new SuspendMember({ memberId, ...body }, asked('SuspendMember')));
      await catchUpOffline(side, access.name);
    });
  await showMember(context, memberId);
}

/** Ends a suspension. */
export async function reinstateMember(context: CommandContext, text: string): Promise<void> {
  const memberId = idOf(text);
  const server = serverOf(context);
  const params = { path: { memberId } };
  if (server) await send(server, (api) => api.DELETE('/v1/members/{memberId}/suspension', { params }));
  else
    await withReadSide(context, async (side) => {
      await new ReinstateMemberHandler(side.store).execute(new ReinstateMember({ memberId }, asked('ReinstateMember')));
      await catchUpOffline(side, access.name);
    });
  await showMember(context, memberId);
}

function readMember(context: CommandContext, memberId: string): Promise<MemberResource> {
  const server = serverOf(context);
  if (server) return send(server, (api) => api.GET('/v1/members/{memberId}', { params: { path: { memberId } } }));
  const query = new GetMember({ memberId, now: new Date().toISOString() });
  return withFolder(context, 'read', ({ store }) => new GetMemberHandler(store).execute(query));
}

function linesOf({ id, displayName, roles, suspension }: MemberResource): string[] {
  const end = suspension?.until ? `until ${suspension.until}` : 'until a moderator ends it';
  return [
    `${displayName}, ${id}: ${roles.join(', ')}`,
    suspension ? `Suspended since ${suspension.since} ${end}: ${suspension.reason}` : 'Not suspended',
  ];
}

const idOf = (text: string): string => checked(uuid, text, 'Name the member by id, as a question or a mentor gives it.');

/** A day ends with the day before it: from its first moment on the member writes again. */
const endOf = (until: string | undefined): string | null =>
  until === undefined ? null : checked(instant, /^\d{4}-\d{2}-\d{2}$/.test(until) ? `${until}T00:00:00.000Z` : until, UNTIL);
const UNTIL = '--until must be a day such as 2026-12-31, or an instant such as 2026-12-31T09:30:00.000Z.';

function checked<V>(schema: { safeParse(value: unknown): { success: boolean; data?: V } }, value: unknown, sentence: string): V {
  const { success, data } = schema.safeParse(value);
  if (!success) throw new Refusal('validation-failed', sentence);
  return data as V;
}
