import type { IconName } from '@blueprintjs/core';
import type { Colour } from '../../../shared/contract/copies.ts';

export type Tool = 'select' | 'crop' | 'solid' | 'pixelated' | 'box' | 'ellipse' | 'arrow' | 'text' | 'marker';

interface ToolEntry {
  readonly tool: Tool;
  readonly label: string;
  readonly shortcut: string;
  readonly icon: IconName;
  /** What to do with it, as a sentence. */
  readonly hint: string;
}
const DRAG = 'Drag over the picture, or press Enter for one in the middle.';

export const TOOLS: readonly ToolEntry[] = [
  {
    tool: 'select',
    label: 'Select',
    shortcut: 'v',
    icon: 'select',
    hint: 'Click a step to move or resize it; drag beside one to move the picture.',
  },
  { tool: 'crop', label: 'Crop', shortcut: 'c', icon: 'crop', hint: DRAG },
  { tool: 'solid', label: 'Redact with black', shortcut: 'r', icon: 'stop', hint: DRAG },
  {
    tool: 'pixelated',
    label: 'Redact with generated blocks',
    shortcut: 'shift+r',
    icon: 'heat-grid',
    hint: `The blocks are made up and hold nothing of the picture. ${DRAG}`,
  },
  { tool: 'box', label: 'Box', shortcut: 'b', icon: 'square', hint: DRAG },
  { tool: 'ellipse', label: 'Ellipse', shortcut: 'o', icon: 'circle', hint: DRAG },
  { tool: 'arrow', label: 'Arrow', shortcut: 'a', icon: 'arrow-top-right', hint: DRAG },
  {
    tool: 'text',
    label: 'Text',
    shortcut: 't',
    icon: 'font',
    hint: 'Click where it begins, or press Enter for the middle.',
  },
  {
    tool: 'marker',
    label: 'Marker',
    shortcut: 'm',
    icon: 'numerical',
    hint: 'Click what the number points out, or press Enter for the middle.',
  },
];
export const toolEntry = (tool: Tool): ToolEntry => TOOLS.find((entry) => entry.tool === tool) as ToolEntry;

export const COLOUR_NAMES: readonly Colour[] = ['red', 'orange', 'yellow', 'green', 'blue', 'black', 'white'];
