export { memberDecider, type Member, type MemberCommand } from './member.ts';
export { MembersModule } from './members.module.ts';
export {
  ChangeRolesHandler,
  IssueTokenHandler,
  RegisterMemberHandler,
  ReinstateMemberHandler,
  RevokeTokenHandler,
  SuspendMemberHandler,
} from './member-commands.handler.ts';
export { GetMemberHandler } from './member.query.ts';
