import { notReady, type Status } from './refusals.ts';

/** Faults to inject, over the control endpoint or in the same process. */
export interface FaultSettings {
  /** Nothing is sent until this is off again; connections stay open. */
  hanging?: boolean;
  /** This many calls fail with "Server Is Not Ready". */
  notReady?: number;
  /** This many appends are written, and their connection is cut instead of a response. */
  lostAnswers?: number;
  /** Every response is delayed by this many milliseconds. */
  delayMs?: number;
  /** New calls are refused while subscriptions stay open and silent, as in the five seconds after a SIGTERM. */
  draining?: boolean;
  /** A repeated append is not recognised: it conflicts with what it wrote itself. */
  forgetsRepeats?: boolean;
  /** Subscriptions receive no new event, though the connection is alive. */
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

  /** Waits while the server hangs; returns a refusal where the call is to be refused. */
  async admit(): Promise<Status | undefined> {
    await this.pass();
    if (this.settings.draining) return { code: notReady.code, details: 'Connection dropped' };
    if (this.settings.notReady <= 0) return undefined;
    this.settings.notReady--;
    return notReady;
  }

  /** Called before a response is sent. */
  async pass(): Promise<void> {
    if (this.settings.delayMs > 0) await new Promise((resolve) => setTimeout(resolve, this.settings.delayMs));
    while (this.settings.hanging) await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  /** True where the response to this append is to be lost. */
  losesAnswer(): boolean {
    if (this.settings.lostAnswers <= 0) return false;
    this.settings.lostAnswers--;
    return true;
  }
}
