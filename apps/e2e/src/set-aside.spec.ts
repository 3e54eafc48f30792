import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cast } from '@stoa/testing';
import { startStandalone } from '@stoa/dev-servers/deployments';

it('one process has nothing to set aside, and tells only an admin so', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-set-aside-'));
  const server = await startStandalone(folder);
  try {
    const { admin, anyone } = new Cast(server);
    expect(await admin.must('GET', '/v1/set-aside?limit=100')).toEqual({ items: [] });
    expect((await admin.get('/v1/set-aside?limit=101')).status).toBe(422);
    expect((await anyone.get('/v1/set-aside')).status).toBe(401);
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
