// npm run docs:screenshots: makes docs/images from a demo that it starts, reads for a while and stops again. Needs a Chromium (CHROMIUM names one).
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, root } from './bootstrap.mjs';

const IMAGES = join(root, 'docs/images');
const MOST_BYTES = 150 * 1024;
const QUESTION = '/q/how-do-you-write-documentation-that-people-read';
const DESKTOP = { width: 1280, height: 860 };
const PHONE = { width: 390, height: 780 };

/** Whose pages are shown: by name, as they are in docs/images. */
const SHOTS = [
  { name: 'question-page', path: QUESTION, size: { width: 1280, height: 760 } },
  { name: 'dashboard', path: '/analytics', size: DESKTOP, analyst: true },
  { name: 'dashboard-dark', path: '/analytics?tab=classes', size: DESKTOP, analyst: true, colorScheme: 'dark' },
  { name: 'dashboard-phone', path: '/analytics?period=7d', size: PHONE, analyst: true },
  { name: 'explanation', path: explanationPath, size: { width: 1280, height: 900 } },
  { name: 'live', path: '/live', size: { width: 1280, height: 720 }, analyst: true },
];

/** People who read while the pictures are made, so that somebody is there on the live page. */
const READERS = [
  'Chrome/142.0.0.0 Safari/537.36',
  'Chrome/141.0.0.0 Safari/537.36 Edg/141.0.0.0',
  'Chrome/140.0.0.0 Safari/537.36',
];

bootstrap();
const { openChromium } = await import(join(root, 'libs/dev-servers/dist/chromium/index.js'));
const folder = mkdtempSync(join(tmpdir(), 'stoa-screenshots-'));
const { url, stop } = await startDemo(folder);
const browser = await openChromium();
try {
  mkdirSync(IMAGES, { recursive: true });
  const token = analystToken(folder);
  await Promise.all(READERS.map(read));
  for (const shot of SHOTS) await take(shot, token);
} finally {
  await browser.close();
  await stop();
  rmSync(folder, { recursive: true, force: true });
}

async function take({ name, path, size, analyst = false, colorScheme = 'light' }, token) {
  const page = await browser.newPage({ viewport: size, colorScheme, baseURL: url });
  if (analyst) await signIn(page, token);
  await page.goto(typeof path === 'function' ? await path(page) : path, { waitUntil: 'load' });
  const file = join(IMAGES, `${name}.png`);
  await page.screenshot({ path: file });
  await page.close();
  const { size: bytes } = statSync(file);
  process.stderr.write(`docs/images/${name}.png ${Math.ceil(bytes / 1024)} KiB\n`);
  if (bytes > MOST_BYTES)
    throw new Error(`docs/images/${name}.png has more than ${MOST_BYTES / 1024} KiB: show less of the page`);
}

async function signIn(page, token) {
  await page.goto('/sign-in');
  await page.fill('#token', token);
  await page.click('main button');
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
}

async function explanationPath(page) {
  await page.goto(QUESTION);
  return page.locator('.answer footer a[href^="/a/"]').first().getAttribute('href');
}

/** Reads until each answer's view is told. */
async function read(agent, index) {
  const page = await browser.newPage({
    baseURL: url,
    userAgent: `Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) ${agent}`,
    viewport: { width: 1280, height: 1600 },
  });
  const told = page.waitForResponse((response) => response.url().endsWith('/v1/views'));
  await page.goto(index === 0 ? '/q/do-surveys-ever-work' : QUESTION);
  await told;
  await page.close();
}

function analystToken(data) {
  const cli = join(root, 'apps/cli/dist/main.js');
  const args = ['token', 'create', '--name', 'Ana Lyst', '--role', 'analyst', '--data-dir', data, '--json'];
  return JSON.parse(execFileSync(process.execPath, [cli, ...args], { encoding: 'utf8' })).token;
}

async function startDemo(data) {
  const main = join(root, 'apps/standalone/dist/main.js');
  const child = spawn(
    process.execPath,
    [main, '--data-dir', data, '--port', '0', '--demo', '--log', 'info', '--log-format', 'json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const ended = new Promise((resolve) => child.once('exit', resolve));
  const address = await new Promise((resolve, reject) => {
    let output = '';
    child.stdout.on('data', (chunk) => {
      output += chunk;
      const ready = /"url":"([^"]+)","msg":"ready"/.exec(output);
      if (ready) resolve(ready[1]);
    });
    ended.then((code) => reject(new Error(`The demo ended with ${code}: ${output.slice(-2000)}`)));
  });
  return {
    url: address,
    stop: () => {
      child.kill('SIGTERM');
      return ended;
    },
  };
}
