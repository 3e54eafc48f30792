import { createContext, runInContext } from 'node:vm';
import { VIEW_BEACON } from '../view-beacon.min.ts';

export const QUESTION = '7d1e5a60-0000-4000-8000-000000000001';
export const WINDOW_HEIGHT = 800;

export interface FakePageOptions {
  /** Heights by answer, in pixels. */
  readonly answers?: Readonly<Record<string, number>>;
  readonly referrer?: string;
  readonly url?: string;
  readonly screenWidth?: number;
  readonly language?: string;
  readonly hidden?: boolean;
  readonly prerendering?: boolean;
  readonly data?: Readonly<Record<string, string>>;
  /** Whether `sendBeacon` takes what it is given. */
  readonly beaconTakes?: boolean;
  /** Globals that this browser lacks. */
  readonly without?: readonly string[];
}

interface Timer {
  readonly at: number;
  readonly work: () => void;
}

interface FakeObserver {
  readonly callback: (entries: object[]) => void;
  readonly thresholds: readonly number[];
  /** How many thresholds each observed element stands at or above. */
  readonly passed: Map<object, number>;
}

type Listener = (event: { persisted: boolean }) => void;

/** A browser as far as the script sees it, with a clock that stands still until `pass`. The script runs in it as it is served. */
export class FakePage {
  readonly posts: { readonly url: string; readonly body: string; readonly by: 'beacon' | 'fetch' }[] = [];
  /** Addresses of renders that were asked for. */
  readonly asked: string[] = [];
  #nextRender: () => Promise<unknown> = () => Promise.reject(new TypeError('offline'));
  #now = 0;
  #timers = new Map<number, Timer>();
  #timerIds = 0;
  readonly #observers: FakeObserver[] = [];
  readonly #listeners = new Map<string, Listener[]>();
  readonly #elements: Map<string, { readonly dataset: { readonly answer: string }; readonly height: number }>;
  readonly #document;

  constructor(options: FakePageOptions = {}) {
    const { answers = { first: 400 }, url = 'https://stoa.example/q/1', beaconTakes = true } = options;
    this.#elements = new Map(Object.entries(answers).map(([answer, height]) => [answer, { dataset: { answer }, height }]));
    const root = {
      dataset: options.data ?? { question: QUESTION, render: 'render-1', token: 'token-1' },
      querySelectorAll: () => [...this.#elements.values()],
    };
    const listen = (name: string, work: Listener) => void this.#listeners.set(name, [...(this.#listeners.get(name) ?? []), work]);
    this.#document = {
      visibilityState: options.hidden ? 'hidden' : 'visible',
      prerendering: options.prerendering,
      referrer: options.referrer ?? '',
      querySelector: (selector: string) => (selector === '[data-render]' ? root : null),
      addEventListener: listen,
    };
    const globals: Record<string, unknown> = {
      document: this.#document,
      addEventListener: listen,
      location: new URL(url),
      screen: { width: options.screenWidth ?? 1440 },
      innerHeight: WINDOW_HEIGHT,
      navigator: {
        language: options.language ?? 'en-GB',
        sendBeacon: (to: string, body: string) => beaconTakes && this.posts.push({ url: to, body, by: 'beacon' }) > 0,
      },
      performance: { now: () => this.#now },
      setTimeout: (work: (...args: unknown[]) => void, ms: number, ...args: unknown[]) => {
        this.#timers.set(++this.#timerIds, { at: this.#now + ms, work: () => work(...args) });
        return this.#timerIds;
      },
      clearTimeout: (id: number) => void this.#timers.delete(id),
      fetch: (to: string, init: { method?: string; body?: string }) => this.#fetch(to, init),
      IntersectionObserver: this.#observerClass(),
      URL,
      URLSearchParams,
      Blob,
    };
    for (const name of options.without ?? []) delete globals[name];
    runInContext(VIEW_BEACON, createContext(globals));
  }

  /** All facts told so far. */
  get facts(): Record<string, unknown>[] {
    return this.posts.flatMap(({ body }) => JSON.parse(body).facts as Record<string, unknown>[]);
  }

  /** Facts in short: `seen first`; that of the question is `seen question`. */
  get told(): string[] {
    return this.facts.map(({ kind, answer }) => `${kind} ${answer ?? 'question'}`);
  }

  /** Lets time pass; timers fire in their order. */
  pass(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [id, timer] = [...this.#timers].filter(([, { at }]) => at <= end).sort(([, a], [, b]) => a.at - b.at)[0] ?? [];
      if (!timer) break;
      this.#timers.delete(id!);
      this.#now = timer.at;
      timer.work();
    }
    this.#now = end;
  }

  /** Scrolls so that so many pixels of these answers are visible; observers are told of those that pass a threshold, as in a browser. */
  see(pixels: Readonly<Record<string, number>>, rootBounds: { height: number } | null = { height: WINDOW_HEIGHT }): void {
    for (const observer of this.#observers) {
      const entries = Object.entries(pixels).flatMap(([answer, visible]) => {
        const target = this.#elements.get(answer)!;
        const passed = observer.thresholds.filter((threshold) => threshold <= visible / target.height).length;
        const news = observer.passed.has(target) && observer.passed.get(target) !== passed;
        if (news) observer.passed.set(target, passed);
        const [boundingClientRect, intersectionRect] = [{ height: target.height }, { height: visible }];
        return news ? [{ target, rootBounds, boundingClientRect, intersectionRect }] : [];
      });
      if (entries.length > 0) observer.callback(entries);
    }
  }

  hide(): void {
    this.#document.visibilityState = 'hidden';
    this.#fire('visibilitychange');
  }

  show(): void {
    this.#document.visibilityState = 'visible';
    this.#fire('visibilitychange');
  }

  /** A navigation: browsers differ in whether `visibilitychange` comes as well, and when. */
  leave({ persisted = false } = {}): void {
    this.#fire('pagehide', persisted);
    this.hide();
  }

  /** What a browser says when it has loaded a page. */
  loaded(): void {
    this.#fire('pageshow');
  }

  /** From the back/forward cache; the server answers a render request with `next`. */
  async comeBack(next: () => Promise<unknown>): Promise<void> {
    this.#nextRender = next;
    this.show();
    this.#fire('pageshow', true);
    await new Promise(setImmediate);
  }

  /** A prerendered page is shown. */
  activate(): void {
    this.#document.prerendering = false;
    this.#document.visibilityState = 'visible';
    this.#fire('prerenderingchange');
    this.#fire('visibilitychange');
  }

  #fire(name: string, persisted = false): void {
    for (const listener of this.#listeners.get(name) ?? []) listener({ persisted });
  }

  #fetch(url: string, { method, body }: { method?: string; body?: string }): Promise<unknown> {
    if (method === 'POST') {
      this.posts.push({ url, body: body!, by: 'fetch' });
      return Promise.resolve({});
    }
    this.asked.push(url);
    return this.#nextRender().then((next) => ({ json: () => next }));
  }

  #observerClass() {
    const observers = this.#observers;
    return class {
      readonly #observer: FakeObserver;
      constructor(callback: FakeObserver['callback'], { threshold }: { threshold: readonly number[] }) {
        observers.push((this.#observer = { callback, thresholds: threshold, passed: new Map() }));
      }
      observe(element: object): void {
        this.#observer.passed.set(element, -1);
      }
    };
  }
}
