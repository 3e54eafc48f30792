import * as contracts from '@stoa/contracts';
import { sha256 } from '@stoa/kernel';
import { commandBuilder } from './building.ts';
import { NOW, admin } from './circumstances.ts';

const member = { kind: 'user', id: '7' };
const displayName = 'Ada Lindqvist';

/** A member who asks a question that somebody finds helpful. */
export const importItems: contracts.ImportItem[] = [
  { kind: 'member', at: NOW, member, displayName },
  {
    kind: 'question',
    at: NOW,
    question: '1',
    by: member,
    displayName,
    title: 'How do you price a workshop?',
    body: '',
    topics: ['Pricing'],
  },
  { kind: 'rating', at: NOW, question: '1', vote: '90', helpful: true },
];

export const importBatch = commandBuilder(
  contracts.ImportBatch,
  { source: 'another site', fingerprint: sha256('another site, whole'), items: importItems },
  { by: admin },
);
