import { MAX_TAGS } from '@stoa/http';
import { ROLES, type CommandContext } from '@stoa/kernel';
import { z } from 'zod';

/** How long the caller still waits, in milliseconds. A duration, not a time: clocks of machines differ. */
export const DEADLINE_HEADER = 'stoa-deadline-ms';
export const CORRELATION_HEADER = 'x-correlation-id';

const revision = z.number().int().min(0);
const id = z.string().regex(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/, 'a UUID in lower case');

/** What travels beside a command's data; only our own processes send it. */
export const contextSchema: z.ZodType<CommandContext> = z.strictObject({
  principal: z.strictObject({ memberId: id, roles: z.array(z.enum(ROLES)).max(ROLES.length) }),
  commandId: id,
  bodyHash: z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256'),
  occurredAt: z.iso.datetime({ precision: 3 }),
  correlationId: z.string().min(1).max(100),
  expectedRevision: z.union([revision, z.array(revision).max(MAX_TAGS).readonly()]).exactOptional(),
});

export const commandEnvelope = z.strictObject({ data: z.unknown(), context: contextSchema });
