import type { Command } from 'commander';
import type { CommandContext } from '../context.ts';

/** What commands are defined with. */
export interface Line {
  readonly program: Command;
  /** A command with the options that all of them have, and examples. */
  add(parent: Command, name: string, description: string, ...examples: string[]): Command;
  /** Lets a command use a gateway instead of a folder. */
  remotely(command: Command): Command;
  /** Says what a command does. */
  act(command: Command, does: (context: CommandContext, ...args: never[]) => Promise<number | void>): void;
}
