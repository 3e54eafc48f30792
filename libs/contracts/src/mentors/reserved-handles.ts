/** Words that a handle may not be: they would pass for the site, for who runs it, for a place on it, or for nobody. The only list of them. */
const RESERVED = new Set(
  `
  admin administrator analyst moderator moderators mod mods operator owner root staff superuser sysadmin system team webmaster
  official verified support help helpdesk security abuse legal privacy billing contact feedback info mail postmaster noreply
  stoa site website host localhost server www api app cdn static assets
  about account analytics answers board boards dashboard events explore health home imports leaderboard leaderboards live login logout
  me member members mentor mentors new pages profile projections questions register search self settings sign-in sign-out sign-up
  terms tokens topic topics user users views
  all any anonymous anyone bot deleted everyone false nan nobody none null somebody true undefined unknown withdrawn
  `
    .trim()
    .split(/\s+/)
    .map(plain),
);
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Whether nobody may take this handle any more; a mentor who has it from before keeps it. Hyphens make no other word. */
export const isReservedHandle = (handle: string): boolean => UUID.test(handle) || RESERVED.has(plain(handle));

function plain(word: string): string {
  return word.replaceAll('-', '');
}
