import { createdId } from '@stoa/kernel';
import * as t from '@stoa/testing';
import { memberDecider, tokenIdOf } from './member.ts';

const { given } = t.scenario(memberDecider, undefined);
const registered = t.memberRegistered();

describe('registering', () => {
  it('registers a member', () => {
    const command = t.registerMember();
    given()
      .when(command)
      .then(t.memberRegistered({ memberId: createdId(command.context) }));
  });
  it('is for admins', () =>
    given()
      .when(t.registerMember({}, { by: t.moderator }))
      .thenFails('forbidden'));
  it('keeps each role once, in one order', () => {
    const command = t.registerMember({ roles: ['admin', 'member', 'admin'] });
    given()
      .when(command)
      .then(t.memberRegistered({ memberId: createdId(command.context), roles: ['member', 'admin'] }));
  });
});

describe('roles', () => {
  it('change', () => given(registered).when(t.changeRoles()).then(t.memberRolesChanged()));
  it('are the same in another order', () =>
    given(registered, t.memberRolesChanged())
      .when(t.changeRoles({ roles: ['moderator', 'member'] }))
      .thenNothing());
  it('may be all that there are', () =>
    given(registered)
      .when(t.changeRoles({ roles: ['admin', 'moderator', 'analyst', 'member'] }))
      .then(t.memberRolesChanged({ roles: ['member', 'analyst', 'moderator', 'admin'] })));
  it('are changed by admins, not by oneself', () => {
    given(registered)
      .when(t.changeRoles({}, { by: t.ada }))
      .thenFails('forbidden');
    given(registered)
      .when(t.changeRoles({}, { by: t.moderator }))
      .thenFails('forbidden');
  });
});

describe('tokens', () => {
  const issued = t.tokenIssued();
  it.each([
    ['oneself', t.ada],
    ['an admin', t.admin],
  ])('are issued by %s', (_who, by) => {
    const command = t.issueToken({}, { by });
    given(registered)
      .when(command)
      .then(t.tokenIssued({ tokenId: tokenIdOf(command) }));
  });
  it.each([
    ['oneself', t.ada],
    ['an admin', t.admin],
  ])('are revoked by %s', (_who, by) => given(registered, issued).when(t.revokeToken({}, { by })).then(t.tokenRevoked()));
  it('are revoked once', () => given(registered, issued, t.tokenRevoked()).when(t.revokeToken()).thenNothing());
  it('stay revoked when another is issued', () => {
    const command = t.issueToken({}, { key: 'another key' });
    given(registered, issued, t.tokenRevoked())
      .when(command)
      .then(t.tokenIssued({ tokenId: tokenIdOf(command) }));
  });
  it('are at most a hundred at once', () => {
    const hundred = Array.from({ length: 100 }, (_, index) => t.tokenIssued({ tokenId: t.idOf(`token ${index}`) }));
    const command = t.issueToken();
    given(registered, ...hundred)
      .when(command)
      .thenFails('validation-failed');
    given(registered, ...hundred, t.tokenRevoked({ tokenId: t.idOf('token 7') }))
      .when(command)
      .then(t.tokenIssued({ tokenId: tokenIdOf(command) }));
  });
  it('that never were are not found', () => given(registered).when(t.revokeToken()).thenFails('not-found'));
  it('of others are out of reach, even for moderators', () => {
    given(registered, issued)
      .when(t.revokeToken({}, { by: t.moderator }))
      .thenFails('forbidden');
    given(registered)
      .when(t.issueToken({}, { by: t.cleo }))
      .thenFails('forbidden');
  });
});

describe('suspending', () => {
  const suspended = t.memberSuspended();
  const until = '2026-04-01T00:00:00.000Z';
  const asModerator = t.memberRegistered({ roles: ['member', 'moderator'] });

  it('says by whom, why and until when', () => {
    given(registered).when(t.suspendMember()).then(suspended);
    given(registered).when(t.suspendMember({ until })).then(t.memberSuspended({ until }));
  });
  it('changes nothing for the same reason and end, and takes others', () => {
    given(registered, suspended).when(t.suspendMember()).thenNothing();
    given(registered, suspended).when(t.suspendMember({ until })).then(t.memberSuspended({ until }));
    given(registered, suspended)
      .when(t.suspendMember({ reason: 'Insults' }))
      .then(t.memberSuspended({ reason: 'Insults' }));
  });
  it('has no end that is past', () =>
    given(registered)
      .when(t.suspendMember({ until: t.NOW }))
      .thenFails('validation-failed'));
  it('ends when a moderator ends it', () => {
    given(registered, suspended).when(t.reinstateMember()).then(t.memberReinstated());
    given(registered).when(t.reinstateMember()).thenNothing();
    given(registered, suspended, t.memberReinstated()).when(t.reinstateMember()).thenNothing();
  });
  it('has ended by itself at its end', () => {
    given(registered, t.memberSuspended({ until }))
      .when(t.reinstateMember({}, { at: until }))
      .thenNothing();
    const later = t.suspendMember({}, { at: until });
    given(registered, t.memberSuspended({ until })).when(later).then(suspended);
  });
  it('is for moderators, over members; for admins over moderators; for nobody over themselves', () => {
    for (const command of [t.suspendMember, t.reinstateMember]) {
      given(registered, suspended)
        .when(command({}, { by: t.cleo }))
        .thenFails('forbidden');
      given(asModerator, suspended).when(command()).thenFails('forbidden');
    }
    given(asModerator, suspended)
      .when(t.reinstateMember({}, { by: t.admin }))
      .then(t.memberReinstated({ moderatorId: t.admin.memberId }));
    given(registered)
      .when(t.suspendMember({}, { by: { ...t.moderator, memberId: t.ada.memberId } }))
      .thenFails('own-content');
  });
  it('leaves roles and tokens as they are', () =>
    given(registered, suspended, t.memberReinstated()).when(t.changeRoles()).then(t.memberRolesChanged()));
});

it.each([t.changeRoles(), t.suspendMember(), t.reinstateMember(), t.issueToken(), t.revokeToken()])(
  '$type knows no member that never was',
  (command) => given().when(command).thenFails('not-found'),
);
