import { chmodSync, lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const OTHERS = 0o077;

export interface Tightened {
  /** Files and folders that others could read before. */
  readonly mended: number;
  /** Those that belong to another user and stay open to others. */
  readonly left: number;
}

/**
 * Takes what is Stoa's in a data folder from everybody but its owner: hashes of tokens, and secrets. The folder itself too, unless it is one in which
 * something else was first. What this process creates from now on is its owner's alone, in every folder.
 */
export function ownerOnly(folder: string, names: readonly string[]): Tightened {
  process.umask(OTHERS);
  let [mended, left] = [0, 0];
  for (const { path, mode } of openToOthers(folder, names)) {
    try {
      chmodSync(path, mode & ~OTHERS & 0o7777);
      mended++;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EPERM') throw error;
      left++;
    }
  }
  return { mended, left };
}

/** What is Stoa's in a folder and can be read or written by others; the folder itself too, if it holds any of it. */
export function openToOthers(folder: string, names: readonly string[]): { path: string; mode: number }[] {
  const ours = readdirSync(folder).filter((entry) => names.some((name) => entry.startsWith(name)));
  const paths = [...(ours.length > 0 ? [folder] : []), ...ours.flatMap((entry) => withContent(join(folder, entry)))];
  return paths.flatMap((path) => {
    const found = lstatSync(path, { throwIfNoEntry: false });
    return found && !found.isSymbolicLink() && (found.mode & OTHERS) !== 0 ? [{ path, mode: found.mode }] : [];
  });
}

const withContent = (path: string): string[] => [
  path,
  ...(lstatSync(path).isDirectory()
    ? readdirSync(path, { recursive: true, encoding: 'utf8' }).map((name) => join(path, name))
    : []),
];
