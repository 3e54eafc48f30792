export { backUp, type BackedUp } from './back-up.ts';
export { filesOf, openDataFolder, type DataFolder, type FolderFiles } from './data-folder.ts';
export { FORMAT_VERSION, formatOf, migrate, type Migrations } from './folder-format.ts';
export { FolderLock } from './folder-lock.ts';
export { sessionKeyOf } from './session-key.ts';
export { announceServer, findServer, withdrawNotice, writeAdminSecret, type RunningServer } from './server-notice.ts';
