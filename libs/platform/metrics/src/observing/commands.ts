import { refusalOf } from '@stoa/http';
import type { CommandMessage } from '@stoa/kernel';
import { METRICS } from '../catalogue.ts';
import type { Metrics } from '../metrics.ts';

/** A command bus of Nest. */
interface Bus {
  execute(command: unknown): Promise<unknown>;
}

/** Measures every command that is sent over a bus. */
export function observeCommands(bus: object, metrics: Metrics | undefined): void {
  if (!metrics) return;
  const commands = metrics.counter(METRICS.commands);
  const durations = metrics.histogram(METRICS.commandDurations);
  const execute = (bus as Bus).execute.bind(bus);
  (bus as Bus).execute = async (command) => {
    const { type } = command as CommandMessage;
    const end = durations.startTimer({ type });
    try {
      const result = await execute(command);
      commands.inc({ type, outcome: (result as { repeated?: true } | undefined)?.repeated ? 'repeated' : 'done' });
      return result;
    } catch (error) {
      commands.inc({ type, outcome: refusalOf(error).code });
      throw error;
    } finally {
      end();
    }
  };
}
