/** What a body says, whatever it is written in: blocks, and in each block of text its pieces. */
export type Block =
  | { readonly kind: 'text'; readonly heading: number; readonly pieces: readonly Piece[] }
  | { readonly kind: 'code'; readonly text: string; readonly language: string | undefined }
  | { readonly kind: 'rule' }
  | { readonly kind: 'quote'; readonly blocks: readonly Block[] }
  | { readonly kind: 'list'; readonly start: number | undefined; readonly spread: boolean; readonly items: readonly Block[][] }
  | { readonly kind: 'table'; readonly sides: readonly Side[]; readonly rows: readonly Piece[][][] };

export type Side = 'left' | 'right' | 'center' | undefined;

/**
 * A word, a space, a line break or an image, with its marks. A space has the marks that the pieces on both of its sides have; code is one
 * word for each stretch of it.
 */
export interface Piece {
  readonly kind: 'word' | 'code' | 'space' | 'break' | 'image';
  readonly text: string;
  readonly marks: readonly Mark[];
  readonly image?: Target;
}

/** `sub` and `sup` count by their order and number, the others by being there. */
export interface Mark {
  readonly kind: 'link' | 'strong' | 'emphasis' | 'delete' | 'ins' | 'kbd' | 'sub' | 'sup';
  /** Equal marks have equal keys. */
  readonly key: string;
  readonly link?: Target;
}

export interface Target {
  readonly address: string;
  readonly title: string;
}

export const isPosition = ({ kind }: Mark): boolean => kind === 'sub' || kind === 'sup';
