export { DailySalts, sweepHourly, type SaltShelf } from './daily-salts.ts';
export { FileSalts } from './file-salts.ts';
export { MemorySalts, MemoryShelf, RunSalts } from './memory-salts.ts';
export { dayOf, SALT_BYTES, type Salts } from './salts.ts';
