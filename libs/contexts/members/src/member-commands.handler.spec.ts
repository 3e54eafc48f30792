import { memberStream } from '@stoa/contracts';
import * as stores from '@stoa/event-store/testing/stores';
import * as t from '@stoa/testing';
import * as handlers from './member-commands.handler.ts';
import { tokenIdOf } from './member.ts';

it('a system principal registers the first admin, who gets a token', async () => {
  const store = await stores.storeWith();
  const registering = t.registerMember({ roles: ['admin'] });
  const { id: memberId } = await new handlers.RegisterMemberHandler(store).execute(registering);
  const issuing = t.issueToken({ memberId }, { by: { memberId, roles: ['admin'] } });
  const { id: tokenId } = await new handlers.IssueTokenHandler(store).execute(issuing);
  expect(tokenId).toBe(tokenIdOf(issuing));
  const outcome = await new handlers.RevokeTokenHandler(store).execute(t.revokeToken({ memberId, tokenId }, { by: t.admin }));
  expect(outcome).toMatchObject({ id: tokenId, revision: 2 });
  expect(await stores.typesIn(store, memberStream(memberId))).toEqual([
    'MemberRegistered.v2',
    'TokenIssued.v1',
    'TokenRevoked.v1',
  ]);
});

it('roles that change at the same moment end in one of the wishes', async () => {
  const store = await stores.storeWith(t.memberRegistered());
  const change = new handlers.ChangeRolesHandler(store);
  const wishes = [['moderator'], ['member', 'admin'], ['moderator']] as ('member' | 'moderator' | 'admin')[][];
  await Promise.all(wishes.map((roles, index) => change.execute(t.changeRoles({ roles }, { key: `key ${index}` }))));
  const events = await store.read(memberStream(t.ada.memberId));
  expect(wishes).toContainEqual((events.at(-1)?.data as { roles: string[] }).roles);
});

it('the same key for two members is two tokens', async () => {
  const store = await stores.storeWith(t.memberRegistered(), t.memberRegistered({ memberId: t.cleo.memberId }));
  const issue = new handlers.IssueTokenHandler(store);
  const [one, other] = [t.ada, t.cleo].map(({ memberId }) => t.issueToken({ memberId }, { by: t.admin, key: 'one key' }));
  // The edge names no target for this command: its id is the same for both.
  Object.assign(other!.context, { commandId: one!.context.commandId });
  const ids = [(await issue.execute(one!)).id, (await issue.execute(other!)).id];
  expect(new Set(ids).size).toBe(2);
});
