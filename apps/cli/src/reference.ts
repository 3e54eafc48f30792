import type { Command } from 'commander';
import { commandLine } from './command-line/command-line.ts';
import { run } from './program.ts';
import type { Io } from './output.ts';

const HEAD = `# The command line

Generated from the commands themselves (\`npm run docs\`): what \`--help\` says of each.
`;

/** docs/reference/cli.md */
export async function renderCliReference(): Promise<string> {
  const sections: string[] = [];
  for (const path of [
    [],
    ...paths(
      commandLine(
        silent(() => undefined),
        async () => undefined,
      ),
    ),
  ])
    sections.push(`## ${['npx stoa', ...path].join(' ')}\n\n\`\`\`\n${(await helpOf(path)).trimEnd()}\n\`\`\`\n`);
  return [HEAD, ...sections].join('\n');
}

/** Every command that does something, by the words that call it. */
const paths = (command: Command): string[][] =>
  command.commands.flatMap((child) =>
    child.commands.length > 0 ? paths(child).map((path) => [child.name(), ...path]) : [[child.name()]],
  );

async function helpOf(path: readonly string[]): Promise<string> {
  let text = '';
  await run(
    [...path, '--help'],
    silent((part) => void (text += part)),
    new AbortController().signal,
  );
  return text;
}

const silent = (out: Io['out']): Io => ({ out, err: () => undefined, isTerminal: false, colour: false });
