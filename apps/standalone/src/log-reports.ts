import type { DataFolder, OpeningOptions } from '@stoa/data-folder';
import type { Logger } from 'pino';

const EVERY_MS = 5000;
const REMEDY = 'Run `npx stoa doctor` on the data folder: it says what is damaged and what to do.';

/** Logs what an operator must know of the log: that it is damaged, once, and how far an upgrade is. */
export function reportsOfLog(log: Logger): Pick<OpeningOptions, 'onDamage' | 'onUpgrade'> {
  let reported = 0;
  return {
    onDamage: ({ finding }) =>
      log.error({ reason: `${finding}. ${REMEDY}` }, 'the event log is damaged: pages are served, writes are refused'),
    onUpgrade: ({ done, of }) => {
      if (done < of && performance.now() - reported < EVERY_MS) return;
      reported = performance.now();
      log.info({ events: done, of }, 'adding checksums to the events of a former release');
    },
  };
}

/** Why the log takes no writes and what to do, for readiness: it is read without credentials, and names no stream. */
export const damageOf = ({ damage }: DataFolder['store']): string | null => damage && `${damage.message} ${REMEDY}`;
