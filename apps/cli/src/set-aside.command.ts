import type { SetAsideMessage } from '@stoa/contracts';
import { Refusal } from '@stoa/kernel';
import { serverOf, type CommandContext } from './context.ts';
import { show } from './output.ts';
import { askServer } from './server-client.ts';

/** Lists messages that no projector could take, newest first. A folder has no topics, and so none of these. */
export async function listSetAside(context: CommandContext, { limit }: { limit: string }): Promise<void> {
  const server = serverOf(context);
  if (!server) throw new Refusal('validation-failed', 'Name a gateway with --gateway: only topics have messages to set aside.');
  const path = `/v1/set-aside?limit=${encodeURIComponent(limit)}`;
  const { items } = await askServer<{ items: SetAsideMessage[] }>(server, 'GET', path);
  show(context.io, context.options.json, { items }, () =>
    items.map(({ at, topic, partition, offset, code, sentence, size }) => {
      return `${at}  ${topic}/${partition} at ${offset}  ${code}: ${sentence} (${size.toLocaleString('en-US')} bytes)`;
    }),
  );
}
