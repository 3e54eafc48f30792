import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import { ada, memberRegistered, memberRolesChanged, tokenId, tokenIssued, tokenRevoked } from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { access } from './access.projection.ts';

const { given } = readModelScenario(withGeneration, access);

it('a member has the roles that were given last', () =>
  given(memberRegistered(), memberRolesChanged({ roles: ['member', 'moderator'] })).thenRows({
    member: [{ id: ada.memberId, displayName: 'Ada Lindqvist', roles: ['member', 'moderator'] }],
    token: [],
  }));

it('a token is its member’s, kept as the hash of its secret', () =>
  given(memberRegistered(), tokenIssued({ secretHash: 'a'.repeat(64) })).thenRows({
    token: [{ id: tokenId, memberId: ada.memberId, secretHash: 'a'.repeat(64), expiresAt: null, revoked: false }],
  }));

it('a revoked token stays, as revoked', () =>
  given(memberRegistered(), tokenIssued(), tokenRevoked()).thenRows({ token: [{ id: tokenId, revoked: true }] }));
