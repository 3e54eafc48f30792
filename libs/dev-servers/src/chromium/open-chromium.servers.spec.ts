import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
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
  console.log(processInfo.find(({ type }) => type === 'browser').id);
`;
const whyNotOwned = whyNone ?? (existsSync(BUILT) ? undefined : 'libs/dev-servers is not built');

(whyNotOwned ? it.skip : it)(`A Chromium whose test is killed ends ${whyNotOwned ?? ''}`, async () => {
  const owner = spawn(process.execPath, ['--input-type=module', '-e', OWNER], { stdio: ['ignore', 'pipe', 'inherit'] });
  const id = await new Promise<number>((resolve) => owner.stdout.once('data', (data: Buffer) => resolve(Number(data))));
  expect(isAlive(id)).toBe(true);
  owner.kill('SIGKILL');
  await eventually(() => expect(isAlive(id)).toBe(false));
});
