import type { SuspendOptions } from '../member.command.ts';
import type { TokenOptions } from '../token.command.ts';
import type { Line } from './line.ts';

/** Members and their tokens. */
export function membersCommands({ program, add, remotely, act }: Line): void {
  const member = program.command('member').description('members, and who may not write');
  act(
    remotely(add(member, 'show', 'a member, with roles and suspension', 'member show 4b1f…')).argument(
      '<member>',
      'the member’s id',
    ),
    async (context, text: string) => (await import('../member.command.ts')).showMember(context, text),
  );
  act(
    remotely(
      add(
        member,
        'suspend',
        'let a member read and not write',
        'member suspend 4b1f… --reason "Advertising"',
        'member suspend 4b1f… --reason "Advertising" --until 2026-12-31',
      ),
    )
      .argument('<member>', 'the member’s id')
      .requiredOption('--reason <text>', 'why, in a line that the member sees')
      .option('--until <day or instant>', 'when it ends by itself, UTC; default when it is ended'),
    async (context, text: string, options: SuspendOptions) =>
      (await import('../member.command.ts')).suspendMember(context, text, options),
  );
  act(
    remotely(add(member, 'reinstate', 'end a suspension', 'member reinstate 4b1f…')).argument('<member>', 'the member’s id'),
    async (context, text: string) => (await import('../member.command.ts')).reinstateMember(context, text),
  );

  const token = program.command('token').description('tokens of members');
  act(
    remotely(
      add(
        token,
        'create',
        'issue a token and show it once',
        'token create --name "Ada" --role admin',
        'token create --member 4b1f… --label laptop',
        'token create --name "Ada" --role admin --gateway http://127.0.0.1:3000 --admin-secret-file ./admin-secret',
      ),
    )
      .option('--name <name>', 'register a new member of this name')
      .option('--role <role>', 'role of the new member: member, analyst, moderator or admin', 'member')
      .option('--member <id>', 'id of an existing member')
      .option('--label <text>', 'what the token is for', 'command line'),
    async (context, options: TokenOptions) => (await import('../token.command.ts')).createToken(context, options),
  );
  act(
    remotely(add(token, 'revoke', 'revoke a token', 'token revoke 4b1f…')).argument('<token>', 'the token or its id'),
    async (context, text: string) => (await import('../token.command.ts')).revokeToken(context, text),
  );
}
