export { backUp, type BackedUp } from './back-up.ts';
export { filesOf, openDataFolder, type DataFolder, type FolderFiles, type OpeningOptions } from './data-folder.ts';
export { checkFolder, type FolderFindings, type Problem, type CheckProgress } from './check-folder.ts';
export { FORMAT_VERSION, formatOf, migrate, type Migrations } from './folder-format.ts';
export { FolderLock } from './folder-lock.ts';
export { logStateIn, type LogState } from './log-state.ts';
export { sessionKeyOf } from './session-key.ts';
export { announceServer, findServer, withdrawNotice, writeAdminSecret, type RunningServer } from './server-notice.ts';
