/** The folder of published test data, or undefined with a loud word on what is left out. */
export function corpusFolder(what: string): string | undefined {
  const folder = process.env.CORPUS_DIR;
  if (!folder) console.warn(`SKIPPED: ${what}. Set CORPUS_DIR to the folder that holds markdown/.`);
  return folder;
}
