import { join } from 'node:path';
import type { Tree } from '@nx/devkit';
import { FsTree } from 'nx/src/generators/tree.js';
import ts from 'typescript';

const root = join(import.meta.dirname, '../../../..');

/** This workspace as generators see it. What they change stays in memory: nobody flushes it. */
export const workspaceTree = (): Tree => new FsTree(root, false);

/** What the compiler says of the files that a tree changes, as if they stood on disk. */
export function complaintsOn(tree: Tree): string[] {
  const { config } = ts.readConfigFile(join(root, 'tsconfig.specs.json'), ts.sys.readFile) as { config: object };
  const { options } = ts.parseJsonConfigFileContent({ ...config, include: [], files: ['x.ts'] }, ts.sys, root);
  const texts = new Map(
    tree
      .listChanges()
      .filter(({ path }) => path.endsWith('.ts'))
      .map(({ path, content }): [string, string] => [join(root, path), content!.toString()]),
  );
  const host = ts.createCompilerHost(options);
  const { readFile, fileExists, directoryExists } = host;
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.directoryExists = (path) => directoryExists!(path) || [...texts.keys()].some((file) => file.startsWith(`${path}/`));
  const program = ts.createProgram([...texts.keys()], { ...options, incremental: false }, host);
  return [...texts.keys()]
    .flatMap((path) => ts.getPreEmitDiagnostics(program, program.getSourceFile(path)))
    .map(({ file, messageText }) => `${file?.fileName ?? ''}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`);
}
