import { RecentVersion } from './recent-version.ts';

function world() {
  const listeners = new Set<() => void>();
  const progress = {
    isHeard: true,
    onChange: (_projection: string, look: () => void) => {
      listeners.add(look);
      return () => void listeners.delete(look);
    },
  };
  const clock = { ms: 0 };
  const version = new RecentVersion('access', progress, () => clock.ms);
  return { progress, clock, version, change: () => listeners.forEach((look) => look()), listeners };
}

describe('the recent version of a read model', () => {
  it('is the same while nothing is heard, for a second at most', () => {
    const { version, clock } = world();
    const first = version.current;
    clock.ms = 999;
    expect(version.current).toBe(first);
    clock.ms = 1000;
    expect(version.current).not.toBe(first);
  });

  it('is another one once a change is heard of', () => {
    const { version, change } = world();
    const first = version.current;
    change();
    expect(version.current).not.toBe(first);
  });

  it('is not known while changes cannot be heard of', () => {
    const { version, progress } = world();
    progress.isHeard = false;
    expect(version.current).toBeUndefined();
  });

  it('listens no more once it is closed', () => {
    const { version, listeners } = world();
    version.close();
    expect(listeners.size).toBe(0);
  });
});
