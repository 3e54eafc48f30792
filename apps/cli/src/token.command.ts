import { randomBytes } from 'node:crypto';
import { IssueToken, RegisterMember, RevokeToken, line } from '@stoa/contracts';
import { catchUpOffline } from '@stoa/projections-standalone/offline';
import { Refusal, sha256, type Role } from '@stoa/kernel';
import { IssueTokenHandler, RegisterMemberHandler, RevokeTokenHandler } from '@stoa/members';
import { access } from '@stoa/read-models/projections';
import { serverOf, withReadSide, type CommandContext } from './context.ts';
import { asked } from './operator.ts';
import { show } from './output.ts';
import { send } from './server-client.ts';

const ROLES: Record<string, Role[]> = {
  member: ['member'],
  analyst: ['member', 'analyst'],
  moderator: ['member', 'moderator'],
  admin: ['member', 'moderator', 'admin'],
};

export interface TokenOptions {
  name?: string;
  role: string;
  member?: string;
  label: string;
}

/** Issues a token, for a new or an existing member, and shows it once. */
export async function createToken(context: CommandContext, options: TokenOptions): Promise<void> {
  const roles = ROLES[options.role];
  if (!roles) throw new Refusal('validation-failed', `--role must be one of ${Object.keys(ROLES).join(', ')}.`);
  if (!options.member && !options.name)
    throw new Refusal('validation-failed', 'Name the member: --name "Display name" for a new one, or --member <id>.');
  if (options.name && !line(120).safeParse(options.name).success)
    throw new Refusal('validation-failed', '--name must be one line of at most 120 characters.');
  const made = await (serverOf(context) ? throughServer(context, options, roles) : directly(context, options, roles));
  show(context.io, context.options.json, made, () => [
    made.token,
    '',
    `Member ${made.memberId}, token ${made.tokenId}. It is not shown again; send it as "Authorization: Bearer …".`,
  ]);
}

async function throughServer(context: CommandContext, { name, member, label }: TokenOptions, roles: Role[]) {
  const server = serverOf(context)!;
  const displayName = name ?? '';
  const memberId = member ?? (await send(server, (api) => api.POST('/v1/members', { body: { displayName, roles } }))).id;
  const issue = () => send(server, (api) => api.POST('/v1/tokens', { body: { memberId, label } }));
  let { id: tokenId, token } = await issue();
  // The response with it was lost; a token that nobody knows grants nothing.
  if (token === null) ({ id: tokenId, token } = await issue());
  if (token === null) throw new Refusal('internal', 'The token was issued, but the response with it was lost; try again.');
  return { memberId, tokenId, token };
}

function directly(context: CommandContext, { name, member, label }: TokenOptions, roles: Role[]) {
  return withReadSide(context, async (side) => {
    const memberId =
      member ??
      (
        await new RegisterMemberHandler(side.store).execute(
          new RegisterMember({ displayName: name ?? '', roles }, asked('RegisterMember')),
        )
      ).id;
    const secret = randomBytes(24).toString('base64url');
    const issue = new IssueToken({ memberId, secretHash: sha256(secret), label, expiresAt: null }, asked('IssueToken'));
    const { id: tokenId } = await new IssueTokenHandler(side.store).execute(issue);
    await catchUpOffline(side, access.name);
    return { memberId, tokenId, token: `stoa_${tokenId.replaceAll('-', '')}_${secret}` };
  });
}

/** Revokes a token by its id or its text. */
export async function revokeToken(context: CommandContext, text: string): Promise<void> {
  const hex = /^stoa_([0-9a-f]{32})_/.exec(text)?.[1] ?? text.replaceAll('-', '');
  const tokenId = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/.exec(hex)?.slice(1).join('-');
  if (!tokenId) throw new Refusal('validation-failed', 'Name a token or its id.');
  const server = serverOf(context);
  if (server) await send(server, (api) => api.DELETE('/v1/tokens/{tokenId}', { params: { path: { tokenId } } }));
  else
    await withReadSide(context, async (side) => {
      await catchUpOffline(side, access.name);
      const record = await side.registry.live(access.name);
      const generation = record && (await side.registry.open(record));
      const [token] = (await generation?.among<{ memberId: string }>('token', 'id', [tokenId])) ?? [];
      await generation?.close();
      if (!token) throw new Refusal('not-found', 'There is no such token.');
      await new RevokeTokenHandler(side.store).execute(
        new RevokeToken({ memberId: token.memberId, tokenId }, asked('RevokeToken')),
      );
      await catchUpOffline(side, access.name);
    });
  show(context.io, context.options.json, { tokenId, revoked: true }, () => [`Token ${tokenId} is revoked.`]);
}
