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

const ENTRIES: Readonly<Record<Tool, Omit<ToolEntry, 'tool'>>> = {
  select: {
    label: 'Select',
    shortcut: 'v',
    icon: 'select',
    hint: 'Click a step to move or resize it; drag beside one to move the picture.',
  },
  crop: { label: 'Crop', shortcut: 'c', icon: 'crop', hint: DRAG },
  solid: { label: 'Redact with black', shortcut: 'r', icon: 'stop', hint: DRAG },
  pixelated: {
    label: 'Redact with generated blocks',
    shortcut: 'shift+r',
    icon: 'heat-grid',
    hint: `The blocks are made up and hold nothing of the picture. ${DRAG}`,
  },
  box: { label: 'Box', shortcut: 'b', icon: 'square', hint: DRAG },
  ellipse: { label: 'Ellipse', shortcut: 'o', icon: 'circle', hint: DRAG },
  arrow: { label: 'Arrow', shortcut: 'a', icon: 'arrow-top-right', hint: DRAG },
  text: {
    label: 'Text',
    shortcut: 't',
    icon: 'font',
    hint: 'Click where it begins, or press Enter for the middle.',
  },
  marker: {
    label: 'Marker',
    shortcut: 'm',
    icon: 'numerical',
    hint: 'Click what the number points out, or press Enter for the middle.',
  },
};
export const TOOLS: readonly ToolEntry[] = (Object.keys(ENTRIES) as Tool[]).map((tool) => ({ tool, ...ENTRIES[tool] }));
/** What each tool is called and where it is reached, without the tool itself. */
export const TOOL_ACTIONS = ENTRIES;
export const toolEntry = (tool: Tool): ToolEntry => ({ tool, ...ENTRIES[tool] });

export const COLOUR_NAMES: readonly Colour[] = ['red', 'orange', 'yellow', 'green', 'blue', 'black', 'white'];
