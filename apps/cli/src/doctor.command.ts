import { checkFolder, type FolderFindings, type Problem } from '@stoa/data-folder';
import { WHOLE_LOG } from '@stoa/projections-engine';
import { withProgress, withReadOnlySide, type CommandContext } from './context.ts';
import { EXIT, show, strong } from './output.ts';

/** Checks everything that a data folder holds; 1 when something does not hold. Changes nothing. */
export async function doctor(context: CommandContext): Promise<number> {
  const { log, problems: found, checked } = await examine(context);
  const problems = [...found];
  const readable = log && !problems.some(({ file }) => file === 'events.sqlite' || file.startsWith('read-models/'));
  if (readable && checked.some((file) => file.startsWith('read-models/'))) problems.push(...(await ahead(context)));
  const sound = problems.length === 0;
  const events = log?.head ?? null;
  show(context.io, context.options.json, { sound, events, checksums: log?.sealed ?? null, checked, problems }, () => [
    ...(log ? [`${log.head.toLocaleString('en-US')} events, ${checked.length} files checked.`] : []),
    ...(log && !log.sealed ? ['The events are of a former release and have no checksums yet; the next start adds them.'] : []),
    ...problems.flatMap((problem) => [strong(context.io, lineOf(problem)), `  ${problem.remedy}`]),
    sound ? 'Sound.' : counted(problems.length, log?.more === true),
  ]);
  return sound ? EXIT.fine : EXIT.doesNotHold;
}

const examine = (context: CommandContext): Promise<FolderFindings> =>
  withProgress(context, async (progress) => {
    for (const steps = checkFolder(context.options.dataDir); ;) {
      const { value, done } = steps.next();
      if (done) return value;
      const unit = value.phase.startsWith('pages of') ? 'files' : 'events';
      progress.update(value.phase, value.done, value.of, unit);
      await new Promise<void>((resolve) => setImmediate(resolve));
      context.signal.throwIfAborted();
    }
  });

/** Read models that hold more than the log does: the log was restored from an older backup, and they were not. */
const ahead = (context: CommandContext): Promise<Problem[]> =>
  withReadOnlySide(context, async ({ registry, store }) => {
    const head = await store.head();
    const problems: Problem[] = [];
    for (const record of await registry.list()) {
      const generation = await registry.open(record);
      const position = await generation.checkpoint(WHOLE_LOG).finally(() => generation.close());
      // A server may have written meanwhile.
      if (position <= head || position <= (await store.head())) continue;
      problems.push({
        file: `read-models/${record.projection}/${record.number}.sqlite`,
        what: `It holds the log up to position ${position}, and the log ends at ${head || 'the start'}`,
        position,
        remedy: `Build it again from the log: npx stoa projections rebuild ${record.projection}.`,
      });
    }
    return problems;
  });

function lineOf({ file, what, position, through, stream }: Problem): string {
  const where = [
    ...(through ? [`positions ${position} to ${through}`] : position ? [`position ${position}`] : []),
    ...(stream ? [`stream ${stream}`] : []),
  ];
  return `${file}${where.length > 0 ? ` (${where.join(', ')})` : ''}: ${what}.`;
}

const counted = (problems: number, more: boolean): string =>
  more ? `${problems} or more problems.` : problems === 1 ? '1 problem.' : `${problems} problems.`;
