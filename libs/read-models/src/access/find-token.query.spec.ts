import { FindToken } from '@stoa/contracts';
import type { ReadModels } from '@stoa/kernel';
import { readModelScenario } from '@stoa/projections-engine/testing/read-model-scenario';
import {
  ada,
  idOf,
  memberRegistered,
  memberReinstated,
  memberRolesChanged,
  memberSuspended,
  tokenId,
  tokenIssued,
  tokenRevoked,
} from '@stoa/testing';
import { withGeneration } from '../testing/fold-in-partitions.ts';
import { access } from './access.projection.ts';
import { FindTokenHandler } from './find-token.query.ts';

const { given } = readModelScenario(withGeneration, access);
const find = (id: string) => (readModels: ReadModels) => new FindTokenHandler(readModels).execute(new FindToken({ tokenId: id }));
const issued = [memberRegistered(), tokenIssued()];

it('finds a token with the roles that its member has now', () =>
  given(...issued, memberRolesChanged({ roles: ['member', 'admin'] }))
    .when(find(tokenId))
    .thenResult({ tokenId, memberId: ada.memberId, displayName: 'Ada Lindqvist', revoked: false, roles: ['member', 'admin'] }));

it('says why its member may not write', async () => {
  await given(...issued, memberSuspended())
    .when(find(tokenId))
    .thenResult({ suspension: { reason: 'Advertising', until: null } });
  await given(...issued, memberSuspended(), memberReinstated())
    .when(find(tokenId))
    .thenResult({ suspension: null });
});

it('leaves it to the caller to judge a revoked one', () =>
  given(...issued, tokenRevoked())
    .when(find(tokenId))
    .thenResult({ tokenId, revoked: true }));

it('finds nothing under another id', () =>
  given(...issued)
    .when(find(idOf('another token')))
    .thenResult(undefined));
