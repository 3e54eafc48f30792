import { Refusal } from '@stoa/kernel';
import { wholeNumber } from './options.ts';
import { serverOf, type CommandContext } from './context.ts';
import { show } from './output.ts';
import { send } from './server-client.ts';

/** Lists messages that no projector could take, newest first. A folder has no stream topics, and so none of these. */
export async function listSetAside(context: CommandContext, { limit }: { limit: string }): Promise<void> {
  const server = serverOf(context);
  if (!server)
    throw new Refusal(
      'validation-failed',
      'Name a gateway with --gateway: a data folder has no stream topics, and so no messages set aside.',
    );
  const query = { limit: wholeNumber('--limit', limit, 1000) };
  const { items } = await send(server, (api) => api.GET('/v1/set-aside', { params: { query } }));
  show(context.io, context.options.json, { items }, () =>
    items.map(({ at, topic, partition, offset, code, sentence, size }) => {
      return `${at}  ${topic}/${partition} at ${offset}  ${code}: ${sentence} (${size.toLocaleString('en-US')} bytes)`;
    }),
  );
}
