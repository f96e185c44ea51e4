import type { Point } from '../../../shared/domain/board-layout.ts';
import { arrange, type LayoutName } from './arrange.ts';
import type { EdgeElement, NodeElement } from './elements.ts';

/** What a layout is worked out from. */
export interface LayoutTask {
  readonly name: LayoutName;
  readonly nodes: readonly NodeElement[];
  readonly edges: readonly EdgeElement[];
  readonly still: Point;
}

self.onmessage = ({ data }: MessageEvent<LayoutTask>) => {
  self.postMessage(arrange(data.name, data.nodes, data.edges, data.still));
};
