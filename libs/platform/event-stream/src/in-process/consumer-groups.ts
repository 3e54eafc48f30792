import type { PartitionId } from '@stoa/kernel';
import type { Member } from './broker.ts';

interface Group {
  readonly topics: ReadonlySet<string>;
  readonly members: Member[];
}

/** The groups of consumers in one process. */
export class ConsumerGroups {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly partitions: (topic: string) => number | undefined) {}

  join(name: string, topics: readonly string[], member: Member): void {
    const group = this.groups.get(name) ?? { topics: new Set(topics), members: [] };
    this.groups.set(name, group);
    group.members.push(member);
    this.share(group);
  }

  leave(name: string, member: Member): void {
    const group = this.groups.get(name);
    if (!group?.members.includes(member)) return;
    group.members.splice(group.members.indexOf(member), 1);
    this.share(group);
  }

  wake(): void {
    for (const { members } of this.groups.values()) for (const member of members) member.wake();
  }

  private share({ topics, members }: Group): void {
    const all = [...topics].flatMap((topic) =>
      Array.from({ length: this.partitions(topic) ?? 0 }, (_, partition): PartitionId => ({ topic, partition })),
    );
    members.forEach((member, mine) => member.assign(all.filter((_, index) => index % members.length === mine)));
  }
}
