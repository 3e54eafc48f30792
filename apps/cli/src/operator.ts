import { randomUUID } from 'node:crypto';
import { commandContext, derivedId, type CommandContext, type Principal } from '@stoa/kernel';

/** Who the command line is in events. */
const OPERATOR: Principal = { memberId: derivedId('system', 'local-admin'), roles: ['member', 'moderator', 'admin'] };
/** The context of a command that an operator sends, now. */
export const asked = (command: string): CommandContext =>
  commandContext({
    principal: OPERATOR,
    command,
    key: randomUUID(),
    body: null,
    occurredAt: new Date().toISOString(),
    correlationId: randomUUID(),
  });
