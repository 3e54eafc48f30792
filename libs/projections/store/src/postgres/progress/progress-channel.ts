/** The channel on which processes tell each other of read models. */
export const PROGRESS = 'stoa_progress';

/**
 * What is told of a read model. A name alone says that its rows changed. Former versions know nothing else, and pass over the other two: they
 * look again after a while.
 */
export type Told = 'changed' | 'advanced' | 'wanted';

export const payloadOf = (told: Told, projection: string): string => (told === 'changed' ? projection : `${told} ${projection}`);

export function toldBy(payload: string): { told: Told; projection: string } {
  const [told, projection] = payload.split(' ');
  return projection !== undefined && (told === 'advanced' || told === 'wanted')
    ? { told, projection }
    : { told: 'changed', projection: payload };
}
