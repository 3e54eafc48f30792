import type { Tree } from '@nx/devkit';

export interface ReadModelOptions {
  readonly name: string;
  readonly event?: string;
  readonly key?: string;
}
export default function readModel(tree: Tree, options: ReadModelOptions): Promise<() => void>;
