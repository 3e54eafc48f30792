import { MemberRegistered, MemberRolesChanged, type MemberEvent } from '@stoa/contracts';
import type { EventStore, ReadModels, RecordedEvent, Row, ServedReadModel, StoredDocument } from '@stoa/kernel';

/** Read models for tests of the edge over other processes: access folded from the log at each look, one page, and nothing else. */
export class FoldedReadModels implements ReadModels {
  constructor(
    private readonly log: Pick<EventStore, 'readAll'>,
    private readonly page: StoredDocument,
  ) {}

  readonly html = { render: async (texts: readonly string[]) => texts.map((text) => `<p>${text}</p>`) };

  of(projection: string): ServedReadModel {
    const { page } = this;
    return {
      version: undefined,
      waitFor: async () => undefined,
      first: async () => [],
      aggregate: async () => [],
      among: async <R extends Row>(table: string, column: string, values: readonly string[]) => {
        const rows = projection === 'access' ? await this.access(table) : [];
        return rows.filter((row) => values.includes(String((row as Record<string, unknown>)[column]))) as R[];
      },
      documentHead: async () => page,
      document: async () => page,
    };
  }

  private async access(table: string): Promise<object[]> {
    const members = new Map<string, object>();
    const tokens = new Map<string, object>();
    for await (const batch of this.log.readAll(''))
      for (const { type, data } of batch as (RecordedEvent & MemberEvent)[])
        if (type === MemberRegistered.type || type === MemberRolesChanged.type)
          members.set(data.memberId, { id: data.memberId, roles: data.roles });
        else if (type === 'TokenIssued.v1') tokens.set(data.tokenId, { ...data, id: data.tokenId, revoked: false });
        else if (type === 'TokenRevoked.v1') tokens.set(data.tokenId, { ...tokens.get(data.tokenId), revoked: true });
    return [...(table === 'token' ? tokens : members).values()];
  }
}
