import { RELAY_TOPICS } from '@stoa/contracts';
import type { EventStream, ProgressSignal, Subscription } from '@stoa/kernel';
import { DocumentBuilder } from '../documents/document-builder.ts';
import { Following } from './following.ts';
import { reasonOf } from '../operating/log.ts';
import type { Decode, OffsetHints, SetAside, Troubles } from '../operating/ports.ts';
import { PartitionConsumer } from './partition-consumer.ts';
import { LogWatch } from '../rebuilding/log-watch.ts';
import { RebuildRunner, type RebuildParts } from '../rebuilding/rebuild-runner.ts';
import { VerificationRunner, type VerificationParts } from '../verifying/verification-runner.ts';

/** The consumer group whose members share the partitions. */
export const PROJECTORS = 'stoa-projectors';

const LOOK_EVERY_MS = 300;
const HINTS_EVERY_MS = 1000;
/** How often the checkpoints are looked up in the log. */
const LOG_EVERY_MS = 2000;
/** The timer's work that must have succeeded once before this process is ready. */
const LOOK = 'look';

export interface ProjectorProcessParts extends RebuildParts, VerificationParts {
  readonly stream: EventStream;
  readonly decode: Decode;
  readonly setAside: SetAside;
  readonly hints: OffsetHints;
  readonly troubles: Troubles;
  readonly progress: ProgressSignal;
}

/**
 * One of the processes that keep the read models up to date: it feeds the generations in its partitions, builds documents where it
 * has the seat, and runs rebuilds and verifications that no other process runs. Any of them may die at any moment.
 */
export class ProjectorProcess {
  private readonly stopping = new AbortController();
  private readonly following: Following;
  private readonly projector: PartitionConsumer;
  private readonly rebuilds: RebuildRunner;
  private readonly verifications: VerificationRunner;
  private readonly watch: LogWatch;
  private readonly builders = new Map<string, DocumentBuilder>();
  /** Read models whose documents this code was once seen to build. */
  private readonly built = new Set<string>();
  private subscription: Subscription | undefined;
  /** Timer work in progress. */
  private readonly begun = new Set<Promise<void>>();
  private timers: NodeJS.Timeout[] = [];
  /** The last failure of each timer's work. */
  private readonly troubles = new Map<string, string>([[LOOK, 'The read models have not been checked yet.']]);

  constructor(private readonly parts: ProjectorProcessParts) {
    this.following = new Following(parts);
    this.rebuilds = new RebuildRunner(parts, this.stopping.signal);
    this.verifications = new VerificationRunner(parts, this.stopping.signal);
    this.watch = new LogWatch(parts, this.following, this.rebuilds);
    const onHistory = async () => {
      await this.watch.look({ isSure: true });
      await this.following.refresh();
    };
    this.projector = new PartitionConsumer({ ...parts, following: this.following, onHistory });
  }

  /** What it waits for; null while healthy. */
  waitingFor(): string | null {
    return this.troubles.size === 0 ? null : [...new Set(this.troubles.values())].join('; ');
  }

  async start(): Promise<void> {
    await this.rebuilds.ensure();
    await this.look();
    this.subscription = this.parts.stream.consume(PROJECTORS, Object.keys(RELAY_TOPICS), this.projector, (error) =>
      this.parts.log.warn({ reason: reasonOf(error) }, 'event stream failure'),
    );
    this.every(LOOK, LOOK_EVERY_MS, () => this.look());
    // Not awaited: it waits for stalled partitions, and may need the event store.
    this.every('level', LOOK_EVERY_MS, () => this.projector.drawLevel());
    this.every('log', LOG_EVERY_MS, () => this.watch.look());
    this.every('hints', HINTS_EVERY_MS, () => this.projector.saveHints());
  }

  /** Stops consuming, finishes what is in flight, leaves the group. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('The process is stopping'));
    for (const timer of this.timers) clearInterval(timer);
    await this.subscription?.stop();
    await Promise.all(this.begun);
    await this.projector.saveHints().catch(() => undefined);
    await Promise.all([...this.builders.values()].map((builder) => builder.stop()));
    await this.rebuilds.settled();
    await this.verifications.settled();
    await this.following.close();
  }

  private async look(): Promise<void> {
    await this.following.refresh();
    await this.projector.refreshHistory();
    await this.seatBuilders();
    await this.rebuilds.look();
    await this.verifications.look();
  }

  /** A builder for each live generation of this code; one that is about to be live is built by its rebuild. */
  private async seatBuilders(): Promise<void> {
    const live = new Map(
      this.following
        .all()
        .filter(({ record, projection }) => record.state === 'live' && projection.documents)
        .map((followed) => [`${followed.record.projection}.${followed.record.number}`, followed]),
    );
    for (const [name, builder] of this.builders)
      if (!live.has(name)) {
        this.builders.delete(name);
        await builder.stop();
      }
    for (const [name, { projection, generation }] of live)
      if (!this.builders.has(name) && !this.stopping.signal.aborted) {
        const parts = { ...this.parts, built: this.built };
        this.builders.set(name, new DocumentBuilder(projection, generation, parts));
      }
  }

  private every(name: string, ms: number, work: () => Promise<void>): void {
    let busy = false;
    this.timers.push(
      setInterval(() => {
        if (busy) return;
        busy = true;
        const doing = work()
          .then(
            () => void this.troubles.delete(name),
            (error: unknown) => this.say(name, reasonOf(error)),
          )
          .finally(() => {
            busy = false;
            this.begun.delete(doing);
          });
        this.begun.add(doing);
      }, ms),
    );
  }

  private say(name: string, reason: string): void {
    if (this.troubles.get(name) !== reason) this.parts.log.warn({ work: name, reason }, 'projectors wait');
    this.troubles.set(name, reason);
  }
}
