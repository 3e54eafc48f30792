export { memberDecider, type Member, type MemberCommand } from './member.ts';
export { MembersModule } from './members.module.ts';
