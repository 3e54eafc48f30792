import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import {
  ada,
  memberRegistered,
  memberReinstated,
  memberRenamed,
  memberRolesChanged,
  memberSuspended,
  tokenId,
  tokenIssued,
  tokenRevoked,
} from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { access } from './access.projection.ts';

const { given } = readModelScenario(withGeneration, access);

it('a member has the roles that were given last', () =>
  given(memberRegistered(), memberRolesChanged({ roles: ['member', 'moderator'] })).thenRows({
    member: [
      {
        id: ada.memberId,
        displayName: 'Ada Lindqvist',
        roles: ['member', 'moderator'],
        suspendedBecause: null,
        suspendedUntil: null,
      },
    ],
    token: [],
  }));

it('a member has the name that the source of an import said last', () =>
  given(memberRegistered(), memberRenamed()).thenRows({ member: [{ id: ada.memberId, displayName: 'Ada Lind' }] }));

it('a suspension is the last one, until somebody ends it', async () => {
  const until = '2026-04-01T00:00:00.000Z';
  const suspended = [memberRegistered(), memberSuspended(), memberSuspended({ reason: 'Advertising again', until })];
  await given(...suspended).thenRows({ member: [{ suspendedBecause: 'Advertising again', suspendedUntil: until }] });
  await given(...suspended, memberReinstated()).thenRows({ member: [{ suspendedBecause: null, suspendedUntil: null }] });
});

it('a token is its member’s, kept as the hash of its secret', () =>
  given(memberRegistered(), tokenIssued({ secretHash: 'a'.repeat(64) })).thenRows({
    token: [{ id: tokenId, memberId: ada.memberId, secretHash: 'a'.repeat(64), expiresAt: null, revoked: false }],
  }));

it('a revoked token stays, as revoked', () =>
  given(memberRegistered(), tokenIssued(), tokenRevoked()).thenRows({ token: [{ id: tokenId, revoked: true }] }));
