import type { DomainEvent } from '@stoa/kernel';
import { ViewsRecorded, ViewsRestated } from '../events.ts';
import { decodeFacts } from './decode-facts.ts';
import { viewClasses, type ClassifiedFact } from './view-fact.ts';

/** A fact that a fold adds (1) or takes back (-1). */
export interface SignedFact {
  readonly fact: ClassifiedFact;
  readonly sign: 1 | -1;
}

/**
 * What an event adds to every count and takes back from it: a sealed batch adds its facts; a restatement takes back those that changed, as they
 * were, and adds them as they are.
 */
export function signedFacts({ type, data }: DomainEvent): SignedFact[] {
  switch (type) {
    case ViewsRecorded.type:
      return decodeFacts((data as { facts: string }).facts).map((fact) => ({ fact, sign: 1 }));
    case ViewsRestated.type: {
      const { facts, former } = data as { facts: string; former: string };
      const was = decodeFormer(former);
      return decodeFacts(facts).flatMap((fact, index): SignedFact[] => [
        { fact: { ...fact, ...was[index]! }, sign: -1 },
        { fact, sign: 1 },
      ]);
    }
    default:
      throw new Error(`${type} holds no facts of views`);
  }
}

/** What restating may change of a fact. */
export type Judgement = Pick<ClassifiedFact, 'class' | 'first' | 'readMs'>;

const ENTRY = 6;

/** Former judgements as base64: for each fact a byte for the class, one for the firsts, and the read time in four, little-endian. Stored format. */
export function encodeFormer(former: readonly Judgement[]): string {
  const bytes = Buffer.alloc(former.length * ENTRY);
  former.forEach(({ class: of, first, readMs }, index) => {
    bytes.writeUInt8(viewClasses.indexOf(of), index * ENTRY);
    bytes.writeUInt8(first, index * ENTRY + 1);
    bytes.writeUInt32LE(readMs, index * ENTRY + 2);
  });
  return bytes.toString('base64');
}

function decodeFormer(text: string): Judgement[] {
  const bytes = Buffer.from(text, 'base64');
  return Array.from({ length: bytes.length / ENTRY }, (_, index) => ({
    class: viewClasses[bytes.readUInt8(index * ENTRY)]!,
    first: bytes.readUInt8(index * ENTRY + 1),
    readMs: bytes.readUInt32LE(index * ENTRY + 2),
  }));
}
