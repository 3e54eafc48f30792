import { deflateRawSync } from 'node:zlib';
import { ByteWriter } from './byte-writer.ts';
import { Numbering, TextNumbers } from './dictionary.ts';
import {
  factKinds,
  isView,
  tokenVerdicts,
  viewClasses,
  type ClassifiedFact,
  type ViewReader,
  type ViewTarget,
} from './view-fact.ts';

/** The first byte of a batch. */
export const LAYOUT = 1;

const hexOf = (uuid: string) => uuid.replaceAll('-', '');

type Render = Pick<ClassifiedFact, 'render' | 'referrer' | 'utmSource' | 'verdict' | 'prefetch' | 'staff'> & {
  readonly reader: number;
  /** When the token was issued, in ms; null without a valid one. */
  readonly issued: number | null;
};

const renderKey = ({ render, reader, referrer, utmSource, verdict, prefetch, staff, issued }: Render) =>
  [render, reader, verdict, prefetch, staff, issued, JSON.stringify([referrer, utmSource])].join(' ');
const readerKey = ({ visitor, network, ...said }: ViewReader) => visitor + network + JSON.stringify(Object.values(said));
const targetKey = ({ questionId, slug, answerId, mentorId, company, topics }: ViewTarget) =>
  JSON.stringify([questionId, slug, answerId, mentorId, company, topics]);

/** Facts in their order as base64, in the layout that docs/reference/view-batches.md describes. Stored format. */
export function encodeFacts(facts: readonly ClassifiedFact[]): string {
  const texts = new TextNumbers();
  const targets = new Numbering(targetKey);
  const readers = new Numbering(readerKey);
  const renders = new Numbering(renderKey);
  const counted: number[] = [];
  const base = facts[0]?.at ?? 0;
  const columns = new ByteWriter();
  const rows = facts.map((fact) => {
    const target = fact.target === null ? 0 : targets.of(fact.target) + 1;
    if (target > 0) counted[target - 1] = (counted[target - 1] ?? 0) + (isView(fact) ? 1 : 0);
    return { fact, target, render: renders.of(renderOf(fact, readers.of(fact.reader))) };
  });
  let at = base;
  for (const { fact } of rows) {
    columns.signed(fact.at - at);
    at = fact.at;
  }
  for (const { fact } of rows) columns.byte(factKinds.indexOf(fact.kind) | (fact.self ? 4 : 0));
  for (const { render } of rows) columns.integer(render);
  for (const { target } of rows) columns.integer(target);
  for (const { fact } of rows) columns.byte(fact.share);
  for (const { fact } of rows) columns.integer(fact.visibleMs);
  for (const { fact } of rows) columns.byte(viewClasses.indexOf(fact.class));
  for (const { fact } of rows) columns.byte(fact.first);
  for (const { fact } of rows) columns.integer(fact.readMs);
  const head = new ByteWriter();
  const tables = new ByteWriter();
  writeTargets(tables, targets.items, counted, texts);
  writeReaders(tables, readers.items, texts);
  writeRenders(tables, renders.items, base, texts);
  texts.write(head);
  tables.integer(base);
  tables.integer(facts.length);
  const packed = deflateRawSync(Buffer.concat([head.done(), tables.done(), columns.done()]));
  return Buffer.concat([Buffer.of(LAYOUT), packed]).toString('base64');
}

function renderOf({ at, render, referrer, utmSource, verdict, prefetch, staff, sinceRender }: ClassifiedFact, reader: number) {
  return {
    render,
    reader,
    referrer,
    utmSource,
    verdict,
    prefetch,
    staff,
    issued: sinceRender === null ? null : at - sinceRender,
  };
}

function writeTargets(out: ByteWriter, targets: readonly ViewTarget[], counted: readonly number[], texts: TextNumbers): void {
  out.integer(targets.length);
  targets.forEach(({ questionId, slug, answerId, mentorId, company, topics }, index) => {
    out.hex(hexOf(questionId));
    out.byte((answerId === null ? 0 : 1) | (mentorId === null ? 0 : 2));
    if (answerId !== null) out.hex(hexOf(answerId));
    if (mentorId !== null) out.hex(hexOf(mentorId));
    out.integer(texts.of(slug));
    out.integer(texts.of(company));
    out.integer(topics.length);
    for (const topic of topics) out.integer(texts.of(topic));
    out.integer(counted[index] ?? 0);
  });
}

function writeReaders(out: ByteWriter, readers: readonly ViewReader[], texts: TextNumbers): void {
  out.integer(readers.length);
  for (const { visitor, network, browser, os, device, bot, country, screen, language } of readers) {
    out.hex(visitor);
    out.hex(network);
    for (const said of [browser, os, device, bot, country, screen, language]) out.integer(texts.of(said));
  }
}

function writeRenders(out: ByteWriter, renders: readonly Render[], base: number, texts: TextNumbers): void {
  out.integer(renders.length);
  for (const { render, reader, referrer, utmSource, verdict, prefetch, staff, issued } of renders) {
    out.hex(render);
    out.integer(reader);
    out.integer(texts.of(referrer));
    out.integer(texts.of(utmSource));
    out.byte(tokenVerdicts.indexOf(verdict) | (prefetch ? 8 : 0) | (staff ? 16 : 0) | (issued === null ? 0 : 32));
    if (issued !== null) out.signed(base - issued);
  }
}
