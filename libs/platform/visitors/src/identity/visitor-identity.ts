import { createHmac } from 'node:crypto';
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

/** Pseudonyms by the salt of the day: nothing tells who is behind one, and nothing connects two days. */
export class VisitorIdentity {
  constructor(private readonly salts: Salts) {}

  async of(onlooker: Onlooker): Promise<Pseudonyms> {
    const { at, address } = onlooker;
    const day = dayOf(at);
    const near = new Set([dayBefore(at), dayOf(at + SKEW_MS), dayOf(at - SKEW_MS)]);
    near.delete(day);
    const [today, ...others] = await Promise.all([day, ...near].map((each) => this.salts.of(each)));
    if (!today) throw new Error(`There is no salt of ${day}: it is older than the salts that are kept, or a clock is wrong.`);
    const visitor = visitorBy(today, onlooker);
    return {
      visitor,
      network: pseudonym(today, 'network', networkOf(address)),
      candidates: [visitor, ...others.flatMap((salt) => (salt ? [visitorBy(salt, onlooker)] : []))],
    };
  }
}

const visitorBy = (salt: Uint8Array, { memberId, address, userAgent, site }: Onlooker): string =>
  memberId === undefined ? pseudonym(salt, 'anonymous', address, readPart(userAgent), site) : pseudonym(salt, 'member', memberId);

/** As JSON, since no two lists of parts are written alike in it. */
const pseudonym = (salt: Uint8Array, ...parts: readonly string[]): string =>
  createHmac('sha256', salt).update(JSON.stringify(parts)).digest().subarray(0, PSEUDONYM_BYTES).toString('hex');
