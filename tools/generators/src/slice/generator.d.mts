import type { Tree } from '@nx/devkit';

export interface SliceOptions {
  readonly name: string;
  readonly event: string;
  readonly context: string;
  readonly segment?: string;
  readonly access?: 'member' | 'analyst' | 'moderator' | 'admin';
}
export default function slice(tree: Tree, options: SliceOptions): Promise<() => void>;
