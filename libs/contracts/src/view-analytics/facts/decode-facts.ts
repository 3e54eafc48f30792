import { inflateRawSync } from 'node:zlib';
import { ByteReader } from './byte-reader.ts';
import { readTexts } from './dictionary.ts';
import { LAYOUT } from './encode-facts.ts';
import {
  factKinds,
  tokenVerdicts,
  viewClasses,
  type ClassifiedFact,
  type ViewFact,
  type ViewReader,
  type ViewTarget,
} from './view-fact.ts';

/** More than any batch of ours inflates to; damaged bytes shall not take the memory. */
const LARGEST = 16 * 1024 * 1024;

type Texts = ReturnType<typeof readTexts>;
type Counted = { readonly target: ViewTarget; readonly views: number };

/** The facts of a batch in their order, as `encodeFacts` wrote them. Throws where the bytes are damaged. */
export function decodeFacts(text: string): ClassifiedFact[] {
  const input = opened(text);
  const texts = readTexts(input);
  const targets = readTargets(input, texts).map(({ target }) => target);
  const readers = readReaders(input, texts);
  const renders = readRenders(input, texts, readers);
  const base = input.integer();
  const facts = readColumns(input, base, targets, renders);
  if (!input.ended) throw new RangeError('The batch goes on after its end.');
  return facts;
}

/** What each target of a batch was counted, without reading its facts; those without a view are left out. */
export function decodeCounts(text: string): Counted[] {
  const input = opened(text);
  return readTargets(input, readTexts(input)).filter(({ views }) => views > 0);
}

/** What the facts of a batch are about, without reading them. */
export function decodeTargets(text: string): ViewTarget[] {
  const input = opened(text);
  return readTargets(input, readTexts(input)).map(({ target }) => target);
}

function opened(text: string): ByteReader {
  const bytes = Buffer.from(text, 'base64');
  if (bytes[0] !== LAYOUT) throw new RangeError(`The batch has the layout ${bytes[0]}, this code reads ${LAYOUT}.`);
  return new ByteReader(inflateRawSync(bytes.subarray(1), { maxOutputLength: LARGEST }));
}

const uuidFrom = (input: ByteReader): string => uuidOfHex(input.hex(16));

/** 32 hexadecimal digits with the hyphens of a UUID. */
export const uuidOfHex = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');

const list = <T>(length: number, item: () => T): T[] => Array.from({ length }, item);

const readTargets = (input: ByteReader, texts: Texts): Counted[] =>
  list(input.count(), () => {
    const questionId = uuidFrom(input);
    const has = input.byte();
    const answerId = has & 1 ? uuidFrom(input) : null;
    const mentorId = has & 2 ? uuidFrom(input) : null;
    const slug = texts.text(input.integer());
    const company = texts.nullable(input.integer());
    const topics = list(input.count(), () => texts.text(input.integer()));
    return { target: { questionId, slug, answerId, mentorId, company, topics }, views: input.integer() };
  });

const readReaders = (input: ByteReader, { text, nullable }: Texts): ViewReader[] =>
  list(input.count(), () => ({
    visitor: input.hex(8),
    network: input.hex(8),
    browser: text(input.integer()),
    os: text(input.integer()),
    device: text(input.integer()),
    bot: nullable(input.integer()),
    country: nullable(input.integer()),
    screen: nullable(input.integer()),
    language: nullable(input.integer()),
  }));

type Render = Pick<ViewFact, 'render' | 'reader' | 'referrer' | 'utmSource' | 'verdict' | 'prefetch' | 'staff'>;
/** `before`: how long before the batch's first fact the token was issued. */
type IssuedRender = { readonly shared: Render; readonly before: number | null };

const readRenders = (input: ByteReader, { nullable }: Texts, readers: readonly ViewReader[]): IssuedRender[] =>
  list(input.count(), () => {
    const render = input.hex(8);
    const reader = at(readers, input.integer());
    const referrer = nullable(input.integer());
    const utmSource = nullable(input.integer());
    const flags = input.byte();
    const verdict = at(tokenVerdicts, flags & 7);
    const before = flags & 32 ? input.signed() : null;
    return {
      shared: { render, reader, referrer, utmSource, verdict, prefetch: (flags & 8) > 0, staff: (flags & 16) > 0 },
      before,
    };
  });

function readColumns(
  input: ByteReader,
  base: number,
  targets: readonly ViewTarget[],
  renders: readonly IssuedRender[],
): ClassifiedFact[] {
  const length = input.count();
  let time = base;
  const times = list(length, () => (time += input.signed()));
  const kinds = list(length, () => input.byte());
  const shown = list(length, () => at(renders, input.integer()));
  const seen = list(length, () => input.integer());
  const shares = list(length, () => input.byte());
  const visible = list(length, () => input.integer());
  const classes = list(length, () => at(viewClasses, input.byte()));
  const firsts = list(length, () => input.byte());
  const read = list(length, () => input.integer());
  return times.map((moment, index) => {
    const { shared, before } = shown[index]!;
    return {
      at: moment,
      kind: at(factKinds, kinds[index]! & 3),
      target: seen[index] === 0 ? null : at(targets, seen[index]! - 1),
      render: shared.render,
      verdict: shared.verdict,
      prefetch: shared.prefetch,
      staff: shared.staff,
      self: (kinds[index]! & 4) > 0,
      share: shares[index]!,
      visibleMs: visible[index]!,
      sinceRender: before === null ? null : moment - base + before,
      referrer: shared.referrer,
      utmSource: shared.utmSource,
      reader: shared.reader,
      class: classes[index]!,
      first: firsts[index]!,
      readMs: read[index]!,
    };
  });
}

function at<T>(items: readonly T[], index: number): T {
  const item = items[index];
  if (item === undefined) throw new RangeError(`The batch names a number, ${index}, that it does not hold.`);
  return item;
}
