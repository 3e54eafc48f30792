import { writeSync } from 'node:fs';
import { FileSalts } from '../index.ts';

// A process that shares a folder of salts with others. It waits for a line, so that all ask at once, and says the salt that it got.
const [folder, now, day] = process.argv.slice(2) as [string, string, string];
const salts = await FileSalts.open(folder, () => Number(now));
writeSync(1, 'ready\n');
process.stdin.once('data', () => {
  void salts.of(day).then((salt) => {
    writeSync(1, `${Buffer.from(salt!).toString('hex')}\n`);
    process.exit();
  });
});
