import { LastWrite } from './last-write.ts';

describe('the last write to a file', () => {
  let now = 0;
  const last = new LastWrite('/data/events.sqlite', () => now);
  const full = new Error('database or disk is full');

  it('is trouble where it failed, until one succeeds', () => {
    expect(last.trouble).toBeNull();
    expect(last.failed(full)).toBe('events.sqlite cannot be written: database or disk is full.');
    expect(last.trouble).toContain('disk is full');
    last.succeeded();
    expect(last.trouble).toBeNull();
  });

  it('is none any more after a while without writes, so that the next one can show', () => {
    last.failed(full);
    now += 10_000;
    expect(last.trouble).not.toBeNull();
    now += 1;
    expect(last.trouble).toBeNull();
  });
});
