export { memberDecider, type Member, type MemberCommand } from './member.ts';
export { MembersModule } from './members.module.ts';
export { ChangeRolesHandler, IssueTokenHandler, RegisterMemberHandler, RevokeTokenHandler } from './member-commands.handler.ts';
