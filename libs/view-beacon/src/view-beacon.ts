// The script of a question page. It tells the server which answers a reader saw, and what they did not look at long enough:
//   seen     at least half of the answer, or of the window where the answer is taller, was visible for one second without a break
//   glimpse  part of it was visible, and the page was left before that
//   time     for how long a seen answer was visible until the page was left
// It reads the page's marks, the referrer's host, utm_source, the screen's class and the language; it keeps nothing in the browser and never
// throws into the page. Served as view-beacon.min.ts has it: a script, not a module.
(() => {
  type Kind = 'seen' | 'glimpse' | 'time';
  type Timer = ReturnType<typeof setTimeout>;

  /** What has been visible of an answer, or of the question (answer null), in one showing of the page. */
  interface Sight {
    readonly answer: string | null;
    /** Visible now: of the answer, or of the window where the answer is taller. */
    now: number;
    /** The greatest so far. */
    share: number;
    /** Since when at least half is visible; undefined while it is not. */
    since?: number | undefined;
    timer?: Timer;
    /** Milliseconds for which at least half was visible, without the current spell. */
    total: number;
    told: number;
    seen?: boolean;
    glimpsed?: boolean;
  }

  /** One showing of the page: its render, until it is left for the back/forward cache. */
  interface Showing {
    readonly resume: () => void;
    readonly leave: () => void;
  }

  const HALF = 0.5;
  const RULE_MS = 1_000;
  const GATHER_MS = 500;
  const MOST_MS = 86_400_000;
  const MOST_FACTS = 64;
  const MOST_BYTES = 32_768;

  const page = document as Document & { prerendering?: boolean };
  const root = document.querySelector<HTMLElement>('[data-render]');
  let showing: Showing | undefined;

  const quietly = <A extends unknown[]>(work: (...args: A) => void) => {
    return (...args: A): void => {
      try {
        work(...args);
      } catch {
        // A view that is not told is better than a page that breaks.
      }
    };
  };

  const hostOf = (url: string): string | null => {
    try {
      const { host } = new URL(url);
      return host === location.host ? null : host.slice(0, 255) || null;
    } catch {
      return null;
    }
  };

  /** In as many requests as the server's limits ask for. */
  const send = (facts: readonly object[]): void => {
    const body = JSON.stringify({ facts });
    if (facts.length > MOST_FACTS || (facts.length > 1 && new Blob([body]).size > MOST_BYTES)) {
      const middle = Math.min(MOST_FACTS, facts.length >> 1);
      send(facts.slice(0, middle));
      send(facts.slice(middle));
    } else if (!navigator.sendBeacon?.('/v1/views', body)) {
      fetch('/v1/views', { method: 'POST', body, keepalive: true }).catch(() => undefined);
    }
  };

  const show = (question: string, render: string, token: string): Showing => {
    const sights = new Map<Element, Sight>();
    const facts: object[] = [];
    let active = false;
    let gathering: Timer | undefined;

    const sightOf = (answer: string | null, now: number): Sight => ({ answer, now, share: 0, total: 0, told: 0 });
    const own = sightOf(null, 1);

    const tell = (kind: Kind, sight: Sight, visibleMs: number) => {
      facts.push({
        kind,
        question,
        answer: sight.answer,
        render,
        token,
        share: sight.share,
        visibleMs: Math.min(MOST_MS, Math.round(visibleMs)),
        referrer: hostOf(document.referrer),
        // A cut may leave half of a pair behind.
        utmSource:
          new URLSearchParams(location.search)
            .get('utm_source')
            ?.slice(0, 80)
            .replace(/[\ud800-\udbff]$/, '') || null,
        screen: screen.width < 640 ? 'small' : screen.width < 1024 ? 'medium' : 'large',
        language: navigator.language?.slice(0, 35) || null,
      });
      gathering ??= setTimeout(quietly(flush), GATHER_MS);
    };

    const flush = () => {
      clearTimeout(gathering);
      gathering = undefined;
      if (facts.length > 0) send(facts.splice(0));
    };

    const meetsRule = (sight: Sight) => {
      sight.seen = true;
      // Timers and clocks are rounded apart from each other; the timer decides.
      tell('seen', sight, Math.max(RULE_MS, sight.total + performance.now() - sight.since!));
    };

    const stop = (sight: Sight) => {
      clearTimeout(sight.timer);
      if (sight.since !== undefined) sight.total += performance.now() - sight.since;
      sight.since = undefined;
    };

    const look = (sight: Sight) => {
      if (!active) return;
      sight.share = Math.max(sight.share, sight.now);
      if (sight.now < HALF) stop(sight);
      else if (sight.since === undefined) {
        sight.since = performance.now();
        if (!sight.seen) sight.timer = setTimeout(quietly(meetsRule), RULE_MS, sight);
      }
    };

    const observer = new IntersectionObserver(
      quietly((entries: IntersectionObserverEntry[]) => {
        for (const { target, intersectionRect, boundingClientRect, rootBounds } of entries) {
          const sight = sights.get(target)!;
          const whole = Math.min(boundingClientRect.height, rootBounds?.height ?? innerHeight);
          // Rounded down: what is not half is not told as half.
          sight.now = Math.min(1, Math.floor((100 * intersectionRect.height) / whole) / 100) || 0;
          look(sight);
        }
      }),
      // Each two per cent apart, so that half of the window is noticed in an answer of hundreds of windows, too.
      { threshold: [0, HALF, ...Array.from({ length: 340 }, (_, step) => 0.98 ** step)] },
    );
    for (const element of root!.querySelectorAll<HTMLElement>('[data-answer]')) {
      sights.set(element, sightOf(element.dataset['answer']!, 0));
      observer.observe(element);
    }

    return {
      resume() {
        active = true;
        [own, ...sights.values()].forEach(look);
      },
      leave() {
        active = false;
        stop(own);
        for (const sight of sights.values()) {
          stop(sight);
          if (sight.seen && Math.round(sight.total) > sight.told) tell('time', sight, (sight.told = Math.round(sight.total)));
          if (!sight.seen && !sight.glimpsed && sight.share > 0) {
            sight.glimpsed = true;
            tell('glimpse', sight, sight.total);
          }
        }
        flush();
      },
    };
  };

  const begin = (question?: string, render?: string, token?: string) => {
    if (!question || !render || !token) return;
    showing = show(question, render, token);
    turn();
  };

  const turn = () => (document.visibilityState === 'visible' ? showing?.resume() : showing?.leave());

  const start = quietly(() => {
    const { question, render, token } = root!.dataset;
    begin(question, render, token);
    document.addEventListener('visibilitychange', quietly(turn));
    addEventListener(
      'pagehide',
      quietly(() => {
        showing?.leave();
        showing = undefined;
      }),
    );
    addEventListener(
      'pageshow',
      quietly(({ persisted }: PageTransitionEvent) => {
        if (!persisted) return;
        fetch(`/v1/questions/${question}/render`, { cache: 'no-store' })
          .then((response) => response.json())
          .then((next) => begin(question, next.render, next.token))
          .catch(() => undefined);
      }),
    );
  });

  if (page.prerendering) document.addEventListener('prerenderingchange', start, { once: true });
  else start();
})();
