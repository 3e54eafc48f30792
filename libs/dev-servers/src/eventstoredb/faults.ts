import { notReady, type Status } from './refusals.ts';

/** What can be made to go wrong, over the control endpoint or in the same process. */
export interface FaultSettings {
  /** Nothing is answered and nothing is sent until this is off again; connections stay open. */
  hanging?: boolean;
  /** So many calls are answered "Server Is Not Ready". */
  notReady?: number;
  /** So many appends are written, and their connection is cut instead of an answer. */
  lostAnswers?: number;
  /** Every answer is so many milliseconds late. */
  delayMs?: number;
  /** New calls are refused while subscriptions stay open and silent, as in the five seconds after a SIGTERM. */
  draining?: boolean;
  /** A repeated append is not recognised: it conflicts with what it wrote itself. */
  forgetsRepeats?: boolean;
  /** Subscriptions are told of no new event, though the connection lives. */
  deaf?: boolean;
}

/** The faults in force. */
export class Faults {
  private settings: Required<FaultSettings> = {
    hanging: false,
    notReady: 0,
    lostAnswers: 0,
    delayMs: 0,
    draining: false,
    forgetsRepeats: false,
    deaf: false,
  };
  private waiting: (() => void)[] = [];

  set(settings: FaultSettings): void {
    this.settings = { ...this.settings, ...settings };
    if (this.settings.hanging) return;
    for (const resume of this.waiting.splice(0)) resume();
  }

  get forgetsRepeats(): boolean {
    return this.settings.forgetsRepeats;
  }

  get silent(): boolean {
    return this.settings.hanging || this.settings.draining || this.settings.deaf;
  }

  /** Waits as long as the server hangs; gives a refusal where the call is to be refused. */
  async admit(): Promise<Status | undefined> {
    await this.pass();
    if (this.settings.draining) return { code: notReady.code, details: 'Connection dropped' };
    if (this.settings.notReady <= 0) return undefined;
    this.settings.notReady--;
    return notReady;
  }

  /** Before an answer goes out. */
  async pass(): Promise<void> {
    if (this.settings.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.settings.delayMs));
    while (this.settings.hanging) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** True where the answer of this append is to be lost. */
  losesAnswer(): boolean {
    if (this.settings.lostAnswers <= 0) return false;
    this.settings.lostAnswers--;
    return true;
  }
}
