/** The result of `work`, or an error after this many milliseconds; the work itself continues. */
export async function within<A>(ms: number, work: Promise<A>, what: string): Promise<A> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`${what} took longer than ${ms / 1000} s.`)), ms);
  });
  work.catch(() => undefined); // observed through the race, or too late to matter
  return Promise.race([work, tooLate]).finally(() => clearTimeout(timer));
}
