import { createHmac } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { networkOf } from '../addresses/address.ts';
import { readPart } from '../agents/agent.ts';
import { dayBefore, dayOf, type Salts } from '../salts/salts.ts';

/** Who looks. It stays in the process: what leaves it are the pseudonyms. */
export interface Onlooker {
  readonly address: string;
  readonly userAgent: string | undefined;
  readonly site: string;
  /** Of whoever is signed in: the pseudonym is then that of the member, from any address. */
  readonly memberId?: string | undefined;
  /** Milliseconds. */
  readonly at: number;
}

/** 16 hexadecimal digits each. */
export interface Pseudonyms {
  readonly visitor: string;
  readonly network: string;
  /** What the visitor may have been called when a token of the last 24 hours was issued, or by a process whose clock is ahead. */
  readonly candidates: readonly string[];
}

const PSEUDONYM_BYTES = 8;
const SKEW_MS = 5 * 60_000;
const DAY_MS = 24 * 60 * 60_000;
const REMEMBERED_VISITORS = 5000;
const REMEMBERED_CHARACTERS = 1_000_000;

/** Pseudonyms by the salt of the day: nothing tells who is behind one, and nothing connects two days. */
export class VisitorIdentity {
  /** Visitors of one day, who ask for one page after the other; nobody stays in memory when it has ended. */
  private readonly remembered = new LRUCache<string, string>({
    max: REMEMBERED_VISITORS,
    maxSize: REMEMBERED_CHARACTERS,
    sizeCalculation: (_visitor, who) => who.length,
  });
  private day = 0;

  constructor(private readonly salts: Salts) {}

  /** The visitor alone, which is all that a page's ticket needs; each page is given one. */
  async visitorOf(onlooker: Onlooker): Promise<string> {
    const day = Math.floor(onlooker.at / DAY_MS);
    if (day !== this.day) this.remembered.clear();
    this.day = day;
    const { memberId, address, userAgent, site } = onlooker;
    // No address and no id of a member has a line break in it.
    const who = memberId === undefined ? `${address}\n${site}\n${readPart(userAgent)}` : `member\n${memberId}`;
    const known = this.remembered.get(who);
    if (known !== undefined) return known;
    const visitor = visitorBy(await this.saltOf(onlooker.at), onlooker);
    if (day === this.day) this.remembered.set(who, visitor);
    return visitor;
  }

  async of(onlooker: Onlooker): Promise<Pseudonyms> {
    const { at, address } = onlooker;
    const day = dayOf(at);
    const near = new Set([dayBefore(at), dayOf(at + SKEW_MS), dayOf(at - SKEW_MS)]);
    near.delete(day);
    const [today, ...others] = await Promise.all([this.saltOf(at), ...[...near].map((each) => this.salts.of(each))]);
    const visitor = visitorBy(today, onlooker);
    return {
      visitor,
      network: pseudonym(today, 'network', networkOf(address)),
      candidates: [visitor, ...others.flatMap((salt) => (salt ? [visitorBy(salt, onlooker)] : []))],
    };
  }

  private async saltOf(at: number): Promise<Uint8Array> {
    const salt = await this.salts.of(dayOf(at));
    if (!salt)
      throw new Error(`There is no salt of ${dayOf(at)}: it is older than the salts that are kept, or a clock is wrong.`);
    return salt;
  }
}

const visitorBy = (salt: Uint8Array, { memberId, address, userAgent, site }: Onlooker): string =>
  memberId === undefined ? pseudonym(salt, 'anonymous', address, readPart(userAgent), site) : pseudonym(salt, 'member', memberId);

/** As JSON, since no two lists of parts are written alike in it. */
const pseudonym = (salt: Uint8Array, ...parts: readonly string[]): string =>
  createHmac('sha256', salt).update(JSON.stringify(parts)).digest().subarray(0, PSEUDONYM_BYTES).toString('hex');
