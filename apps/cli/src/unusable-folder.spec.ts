import { spawn } from 'node:child_process';
import { chmodSync, cpSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inProcess, stoa } from './testing/program.ts';
import { writeSmallDump } from './testing/small-dump.ts';

const STANDALONE = join(import.meta.dirname, '../../standalone/dist/main.js');
/** Root may write everywhere: then the program runs as a user who owns nothing. */
const NOBODY = process.getuid?.() === 0 ? 65_534 : undefined;

const folder = mkdtempSync(join(tmpdir(), 'stoa-unusable-'));
const data = join(folder, 'data');
beforeAll(async () => {
  chmodSync(folder, 0o755);
  writeSmallDump(join(folder, 'dump'), 12);
  expect(await inProcess(['import', 'stackexchange', join(folder, 'dump'), '--data-dir', data])).toMatchObject({ code: 0 });
});
afterAll(() => rmSync(folder, { recursive: true }));

const inFolder = (path: string) => [
  path,
  ...readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name)),
];

describe('a folder that cannot be written', () => {
  it.each([
    ['events', 'list', '--json'],
    ['projections', 'list', '--json'],
    ['projections', 'verify', '--all', '--json'],
    ['page', 'question-3-of-a-small-site', '--json'],
  ])('is read by %s %s', async (...command) => {
    const sealed = join(folder, `sealed-${command.slice(0, 2).join('-')}`);
    cpSync(data, sealed, { recursive: true });
    for (const path of inFolder(sealed)) if (/-(?:shm|wal)$/.test(path)) rmSync(path); // left by readers
    // As a copy of a server that was killed.
    writeFileSync(join(sealed, 'server.json'), '{"url":"http://127.0.0.1:1","pid":1}');
    writeFileSync(join(sealed, 'admin-secret'), 'x');
    for (const path of inFolder(sealed)) chmodSync(path, lstatSync(path).isDirectory() ? 0o555 : 0o444);
    const before = inFolder(sealed);
    const { out } = await inProcess([...command, '--data-dir', data]);
    expect(await stoa([...command, '--data-dir', sealed], undefined, NOBODY)).toEqual({ code: 0, out, err: expect.any(String) });
    expect(inFolder(sealed)).toEqual(before);
    for (const path of before) if (lstatSync(path).isDirectory()) chmodSync(path, 0o755);
  });
});

/** What the server, started over this folder, says on standard error before it ends. */
async function refused(...args: string[]): Promise<{ code: number | null; err: string; out: string }> {
  const child = spawn(process.execPath, [STANDALONE, '--port', '0', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, err] = await Promise.all([text(child.stdout), text(child.stderr)]);
  if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
  return { code: child.exitCode, err, out };
}

describe('a start that fails says why in one line that names the file', () => {
  const broken = (name: string, content?: string): string => {
    const path = join(folder, `broken-${name.replace(/\W/g, '-')}`);
    cpSync(data, path, { recursive: true });
    const file = join(path, name);
    rmSync(file, { recursive: true, force: true });
    if (content === undefined) mkdirSync(file);
    else writeFileSync(file, content);
    return path;
  };

  it.each([
    ['events.sqlite', 'not a database '.repeat(500)],
    ['events.sqlite', undefined],
    ['lock.sqlite', 'not a database '.repeat(500)],
    ['format.json', '{"version":'],
    ['read-models/control.sqlite', 'not a database '.repeat(500)],
    ['html-cache.sqlite', 'not a database '.repeat(500)],
    ['view-facts.sqlite', 'not a database '.repeat(500)],
    ['session-key', 'half a key'],
  ])('%s', async (name, content) => {
    const path = broken(name, content);
    const { code, err, out } = await refused('--data-dir', path);
    expect(code).toBeGreaterThan(0);
    expect(err).toMatch(/^stoa: [^\n]+\n$/);
    expect(err).toContain(join(path, name));
    expect(out).not.toContain('\u001b');
    rmSync(path, { recursive: true });
  });

  it('a folder that is a file', async () => {
    const { err } = await refused('--data-dir', join(data, 'format.json'));
    expect(err).toMatch(/^stoa: [^\n]*format\.json[^\n]*\n$/);
  });

  it('or the address that is taken, without colours', async () => {
    const taken = createServer();
    await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve));
    const { port } = taken.address() as AddressInfo;
    const { code, err, out } = await refused('--data-dir', join(folder, 'taken'), '--port', String(port));
    await new Promise((resolve) => taken.close(resolve));
    expect(err).toBe(`stoa: Another process listens at 127.0.0.1:${port}; choose another one with --port or STOA_PORT.\n`);
    expect([code, out]).toEqual([2, expect.not.stringContaining('EADDRINUSE')]);
  });
});
