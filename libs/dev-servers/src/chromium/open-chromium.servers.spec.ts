import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '@stoa/testing';
import { isAlive } from '../local/processes.ts';
import { openChromium, whyNoChromium } from './open-chromium.ts';

const BUILT = join(import.meta.dirname, '../../dist/chromium/index.js');
const whyNone = whyNoChromium();

(whyNone ? it.skip : it)(`A Chromium shows pages, and its process ends with its close ${whyNone ?? ''}`, async () => {
  const browser = await openChromium();
  const page = await browser.newPage();
  await page.goto('data:text/html,<title>Here</title>');
  expect(await page.title()).toBe('Here');
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  const { id } = processInfo.find(({ type }) => type === 'browser')!;
  expect(isAlive(id)).toBe(true);
  await browser.close();
  await eventually(() => expect(isAlive(id)).toBe(false));
});

const OWNER = `
  import { openChromium } from ${JSON.stringify(BUILT)};
  const session = await (await openChromium()).newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  // As text: a number would come in colours where these are forced.
  console.log(String(processInfo.find(({ type }) => type === 'browser').id));
`;
const whyNotOwned = whyNone ?? (existsSync(BUILT) ? undefined : 'libs/dev-servers is not built');

(whyNotOwned ? it.skip : it)(`A Chromium whose test is killed ends ${whyNotOwned ?? ''}`, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stoa-chromium-'));
  const env = { ...process.env, TMPDIR: folder };
  const owner = spawn(process.execPath, ['--input-type=module', '-e', OWNER], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const id = await new Promise<number>((resolve) => owner.stdout.once('data', (data: Buffer) => resolve(Number(data))));
  const wasAlive = isAlive(id);
  owner.kill('SIGKILL');
  expect(wasAlive).toBe(true);
  await eventually(() => expect(isAlive(id)).toBe(false));
  await eventually(() => rmSync(folder, { recursive: true, force: true }));
});
