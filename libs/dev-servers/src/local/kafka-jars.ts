import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, join } from 'node:path';
import { MissingPiece } from './program.ts';

const LIST = join(import.meta.dirname, '../../../../infra/kafka/jars.sha256');
const CENTRAL = 'https://repo1.maven.org/maven2';
const AT_ONCE = 4;

/**
 * The folder with the jars of Kafka, from this user's cache, else from Maven Central (43 MB; another mirror by STOA_MAVEN_URL), each
 * compared with the hash in infra/kafka/jars.sha256. Throws MissingPiece where they cannot be had.
 */
export async function kafkaJars(): Promise<string> {
  const list = readFileSync(LIST, 'utf8');
  const cache = process.env['STOA_CACHE_DIR'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'stoa');
  const folder = join(cache, `kafka-${createHash('sha256').update(list).digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  const making = `${folder}.${randomUUID()}`;
  mkdirSync(making, { recursive: true });
  try {
    const jars = list
      .trim()
      .split('\n')
      .map((line) => line.split(/\s+/) as [string, string]);
    const next = jars.values();
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (const [hash, path] of next) writeFileSync(join(making, basename(path)), await download(path, hash));
      }),
    );
    renameUnlessThere(making, folder);
  } catch (cause) {
    const why = (cause as Error).message;
    throw new MissingPiece(`Kafka's jars are not in ${folder} and could not be fetched (${why}); STOA_MAVEN_URL names a mirror`, {
      cause,
    });
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

async function download(path: string, hash: string): Promise<Buffer> {
  const url = `${process.env['STOA_MAVEN_URL'] ?? CENTRAL}/${path}`;
  const response = await fetch(url, { signal: AbortSignal.timeout(60_000) }).catch((cause: Error) => {
    throw new Error(`${url}: ${cause.cause instanceof Object ? String(cause.cause) : cause.message}`, { cause });
  });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  if (createHash('sha256').update(bytes).digest('hex') !== hash) throw new Error(`${url} is not what jars.sha256 names`);
  return bytes;
}

/** Another process may have been faster; its result is the same. */
function renameUnlessThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (error) {
    if (!existsSync(to)) throw error;
  }
}
