/** What was asked for, or an error once this many milliseconds have passed; the work itself goes on unheard. */
export async function within<A>(ms: number, work: Promise<A>, what: string): Promise<A> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms / 1000} s.`)), ms);
  });
  work.catch(() => undefined); // heard of through the race, unless it comes too late to matter
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
