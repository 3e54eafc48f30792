import type { DumpReader } from './dump/dump-reader.ts';
import type { TableName } from './dump/tables.ts';
import type { ImportReport } from './import-report.ts';
import type { Tally } from './tally.ts';

const MEANS: Record<TableName, string> = {
  Posts: 'there is nothing to import.',
  Users: 'authors are named after their numbers, profiles are empty.',
  Tags: 'topics are taken from the questions alone.',
  Votes: 'there are no ratings, and answers count as accepted from their first day.',
  PostHistory: 'bodies are converted from HTML, earlier revisions are not known, closings come from ClosedDate.',
};

/** What came of an import, out of its counts. */
export function toReport(run: {
  source: string;
  importId: string;
  tally: Tally;
  reader: DumpReader;
  events: { appended: number; alreadyThere: number };
  seconds: { reading: number; sorting: number; appending: number };
}): ImportReport {
  const { source, importId, tally, reader, events, seconds } = run;
  const [reading, sorting, appending] = [seconds.reading, seconds.sorting, seconds.appending].map(inSeconds) as [
    number,
    number,
    number,
  ];
  const tablesMissing = reader.missing();
  return {
    source,
    importId,
    eventsAppended: events.appended,
    eventsAlreadyThere: events.alreadyThere,
    eventsByType: tally.events.toRecord(),
    ...tally.counts,
    votesByKind: tally.votesByKind.toRecord(),
    postTypesNotImported: tally.postTypes.toRecord(),
    historyTypesNotImported: tally.historyTypes.toRecord(),
    strayRows: tally.strayRows(),
    firstStrayRows: tally.firstStrays,
    named: Object.fromEntries(tally.named),
    tablesMissing,
    notes: tablesMissing.map((table) => `${table}.xml is missing: ${MEANS[table]}`),
    textChanges: tally.text,
    amendments: tally.amendments,
    bodies: tally.bodies,
    bodiesByReason: tally.bodyReasons.toRecord(),
    bodiesDiffering: tally.differing.count,
    firstBodiesDiffering: tally.differing.first,
    bytesRead: reader.bytesRead,
    seconds: { reading, sorting, appending, total: inSeconds(seconds.reading + seconds.sorting + seconds.appending) },
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
}

/** Milliseconds are what anybody can use. */
const inSeconds = (ms: number): number => Math.round(ms) / 1000;
