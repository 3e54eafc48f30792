import { Refusal } from '@stoa/kernel';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { ByteDecoder, InvalidByte, encodingOf } from './decode-bytes.ts';
import { SaxesParser, type SaxesAttributePlain } from 'saxes';

export type Attributes = Readonly<Record<string, string | undefined>>;

interface Reading {
  readonly signal?: AbortSignal | undefined;
  /** Hears of every chunk's bytes, so that progress and a fingerprint can be made of them. */
  onBytes(chunk: Buffer): void;
}

const CHUNK = 1 << 18;
/** Dumps hold references such as `&#x1F;`, which XML 1.0 does not allow; they stay in the text as written. */
const TOLERATED = 'malformed character entity.';

/**
 * Hands over the attributes of every `<row>` of a table's file, in file order; holds one chunk of it at a time.
 * XML that is broken is refused with file, line and column (both from 1), as is a root element other than `root`, and bytes that are none of the
 * file's encoding, with line and byte (from 0).
 */
export async function readRows(path: string, root: string, reading: Reading, onRow: (row: Attributes) => void): Promise<void> {
  const file = basename(path);
  const parser = new SaxesParser({ xmlns: false, position: true });
  const refuse = (problem: string, cause?: Error): never => {
    const at = `line ${parser.line}, column ${parser.column + 1}`;
    throw new Refusal('malformed-request', `${file}, ${at}: ${problem}`, [], cause ? { cause } : undefined);
  };
  let depth = 0;
  parser.on('error', (error) => {
    if (!error.message.endsWith(TOLERATED)) refuse(error.message.replace(/^[\d:]+ ?/, ''), error);
  });
  parser.on('opentag', ({ name, attributes }) => {
    if (depth === 0 && name.toLowerCase() !== root.toLowerCase()) refuse(`expected <${root}>, found <${name}>.`);
    if (depth === 1 && name === 'row') onRow(attributes as Record<string, SaxesAttributePlain['value']>);
    depth++;
  });
  parser.on('closetag', () => depth--);
  let decoder: ByteDecoder | undefined;
  let offset = 0;
  try {
    for await (const chunk of createReadStream(path, { highWaterMark: CHUNK }) as AsyncIterable<Buffer>) {
      reading.signal?.throwIfAborted();
      reading.onBytes(chunk);
      decoder ??= new ByteDecoder(encodingOf(file, chunk));
      const text = decoder.decode(chunk);
      offset += chunk.length;
      parser.write(text);
    }
    decoder?.end();
  } catch (error) {
    if (!(error instanceof InvalidByte)) throw error;
    const line = parser.line + linesIn(error.before, error.encoding);
    const at = offset - (decoder?.carried ?? 0) + error.before.length;
    throw new Refusal(
      'malformed-request',
      `${file}, line ${line}, byte ${at}: ${error.message} is not ${error.encoding.toUpperCase()}. ` +
        'The file is damaged, or is written in another encoding than its first line says: export it again, or convert it to UTF-8.',
      [],
      { cause: error },
    );
  }
  parser.close();
}

const linesIn = (bytes: Buffer, encoding: string): number => new TextDecoder(encoding).decode(bytes).split('\n').length - 1;
