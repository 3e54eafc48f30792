import type { ImportReport } from '@stoa/imports-stack-exchange';

export interface ImportSeconds {
  readonly reading: number;
  readonly sorting: number;
  readonly appending: number;
  readonly projecting: number;
  readonly total: number;
  /** That this process took of all processors. */
  readonly processor: number;
}

type Counts = Readonly<Record<string, number>>;
/** Ids of what is listed that a line names. */
const NAMED = 20;
const MIB = 2 ** 20;

/** What an import did, for people: in words, without what is nought. */
export function importSummary(report: Omit<ImportReport, 'seconds'>, seconds: ImportSeconds): string[] {
  const { source, importId, eventsAppended, eventsAlreadyThere, bodies } = report;
  return [
    `Imported ${source}: ${things(eventsAppended, 'new event')}, ${number(eventsAlreadyThere)} already there (import ${importId}).`,
    ...line('Site', [
      things(report.questions, 'question'),
      things(report.answers, 'answer'),
      ...some(report.acceptedAnswers, 'accepted'),
      things(report.members, 'member'),
      things(report.mentors, 'mentor'),
    ]),
    ...line('Votes', [
      `${number(report.votes)} in the dump`,
      ...some(report.ratings, 'became ratings'),
      ...some(report.votesOnOtherPosts, 'on other posts'),
    ]),
    ...line('Votes by kind', counts(report.votesByKind)),
    ...line('Views', report.views > 0 ? [`${number(report.views)} of ${things(report.questionsWithViews, 'question')}`] : []),
    ...line('History', [
      ...some(report.revisions, 'revisions'),
      ...some(report.unchangedRevisions, 'that changed nothing'),
      ...some(report.postsWithoutHistory, 'posts without one'),
      ...some(report.timesMoved, 'answers dated at their question'),
    ]),
    ...line('Gone since the last dump', [
      ...some(report.questionsGone, 'questions'),
      ...some(report.answersGone, 'answers'),
      ...some(report.membersGone, 'members'),
      ...some(report.mentorsGone, 'mentors'),
      ...some(report.ratingsGone, 'ratings'),
    ]),
    ...line('Bodies', [
      ...some(bodies.asWritten, 'as written'),
      ...some(bodies.mended, 'mended'),
      ...some(bodies.fromHtml, 'made of the HTML'),
    ]),
    ...line('Bodies mended or made, by reason', counts(report.bodiesByReason)),
    ...line(`Pages unlike the dump’s: ${number(report.bodiesDiffering)}`, report.firstBodiesDiffering.map(differing)),
    ...line('Texts changed', counts(inWords(report.textChanges))),
    ...Object.entries(report.named).flatMap(([what, { count, first }]) => line(`${words(what)}: ${number(count)}`, first)),
    ...line('Brought to what Posts.xml says', counts(inWords(report.amendments))),
    ...line('Not imported, posts', counts(report.postTypesNotImported)),
    ...line('Not imported, history', counts(report.historyTypesNotImported)),
    ...line(
      'Not imported, tags without questions',
      some(report.tagsUnused, '').map((count) => count.trim()),
    ),
    ...report.strayRows.flatMap(({ table, reason, count }) => {
      const rows = report.firstStrayRows.filter((row) => row.table === table && row.reason === reason);
      return line(`Left out of ${table}, ${reason}: ${number(count)}`, rows.slice(0, NAMED).map(stray));
    }),
    ...report.notes.map((note) => `Note: ${note}`),
    ...line('Events', counts(report.eventsByType)),
    `Read ${megabytes(report.bytesRead)} in ${short(seconds.reading)} s, bodies and order ${short(seconds.sorting)} s, events ${short(seconds.appending)} s, ` +
      `read models to the last document ${short(seconds.projecting)} s: ${short(seconds.total)} s in all, ${short(seconds.processor)} s of processor time; at most ${megabytes(report.peakBytes)} of memory.`,
  ];
}

const number = (value: number): string => value.toLocaleString('en-US');
const short = (seconds: number): string =>
  seconds.toLocaleString('en-US', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const megabytes = (bytes: number): string =>
  bytes < MIB / 10
    ? `${number(Math.ceil(bytes / 1024))} KB`
    : `${(bytes / MIB).toLocaleString('en-US', { maximumFractionDigits: bytes < 100 * MIB ? 1 : 0 })} MB`;
const things = (count: number, thing: string): string => `${number(count)} ${thing}${count === 1 ? '' : 's'}`;
const some = (count: number, what: string): string[] => (count > 0 ? [`${number(count)} ${what}`] : []);
const counts = (record: Counts): string[] =>
  Object.entries(record).flatMap(([name, count]) => (count > 0 ? [`${name} ${number(count)}`] : []));
const line = (what: string, parts: readonly string[]): string[] => (parts.length > 0 ? [`  ${what}: ${parts.join(', ')}`] : []);

/** `bodiesAsCode` as "bodies as code". */
const words = (name: string): string => name.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
const inWords = (record: object): Counts =>
  Object.fromEntries(Object.entries(record as Counts).map(([name, count]) => [words(name), count]));

const differing = ({ post, difference }: ImportReport['firstBodiesDiffering'][number]): string => `post ${post} (${difference})`;
const stray = ({ row, target }: ImportReport['firstStrayRows'][number]): string =>
  target === null || target === row ? row : `${row} (${target})`;
