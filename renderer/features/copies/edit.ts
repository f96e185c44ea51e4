import type { IconName } from '@blueprintjs/core';
import type { Colour, CopyStep } from '../../../shared/contract/copies.ts';
import { turnsOf } from '../../../shared/domain/copy-steps.ts';

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
    hint: `The blocks are generated and contain nothing of the picture. ${DRAG}`,
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

/** Everything a working copy under way is; in memory only. */
export interface Edit {
  readonly steps: readonly CopyStep[];
  /** Lists of steps as they were, the latest last; and those that were taken back, the next last. */
  readonly past: readonly (readonly CopyStep[])[];
  readonly future: readonly (readonly CopyStep[])[];
  readonly selected: number | null;
  readonly tool: Tool;
  readonly colour: Colour;
  /** Against the picture's own measure: 0.5 thin, 1 medium, 2 thick. */
  readonly weight: number;
  /** What the latest change was a part of; further parts of it make no new undo step. */
  readonly run: string | null;
}
export const NOTHING: Edit = {
  steps: [],
  past: [],
  future: [],
  selected: null,
  tool: 'select',
  colour: 'red',
  weight: 1,
  run: null,
};

export type Act =
  | { readonly do: 'tool'; readonly tool: Tool }
  | { readonly do: 'colour'; readonly colour: Colour }
  | { readonly do: 'weight'; readonly weight: number }
  | { readonly do: 'select'; readonly index: number | null }
  | { readonly do: 'add'; readonly step: CopyStep }
  /** @param run changes with one name that follow each other (keys held down, typing) are one undo step */
  | { readonly do: 'change'; readonly index: number; readonly step: CopyStep; readonly run?: string }
  | { readonly do: 'remove'; readonly index: number }
  | { readonly do: 'turn'; readonly quarterTurns: number }
  | { readonly do: 'undo' }
  | { readonly do: 'redo' }
  | { readonly do: 'clear' };

export const MOST_STEPS = 200;

export function edited(edit: Edit, act: Act): Edit {
  switch (act.do) {
    case 'tool':
      return { ...edit, tool: act.tool, selected: act.tool === 'select' ? edit.selected : null, run: null };
    case 'weight':
      return { ...edit, weight: act.weight };
    case 'select':
      return { ...edit, selected: act.index, tool: 'select', run: null };
    case 'colour':
      return coloured({ ...edit, colour: act.colour });
    case 'add':
      return added(edit, act.step);
    case 'change':
      return changed(edit, edit.steps.with(act.index, act.step), { selected: act.index, run: act.run ?? null });
    case 'remove':
      return changed(edit, edit.steps.toSpliced(act.index, 1), { selected: null });
    case 'turn':
      return turned(edit, act.quarterTurns);
    case 'undo':
      return moved(edit, edit.past, 'future');
    case 'redo':
      return moved(edit, edit.future, 'past');
    case 'clear':
      return edit.steps.length === 0 ? edit : changed(edit, [], { selected: null });
  }
}

interface Outcome {
  readonly selected: number | null;
  readonly run?: string | null;
}
function changed(edit: Edit, steps: readonly CopyStep[], { selected, run = null }: Outcome): Edit {
  const goesOn = run !== null && run === edit.run;
  return { ...edit, steps, selected, run, past: goesOn ? edit.past : [...edit.past, edit.steps], future: [] };
}

/** A picture has one crop: a second takes the place of the first. What is new is selected, so that it can be adjusted. */
function added(edit: Edit, step: CopyStep): Edit {
  const crop = step.kind === 'crop' ? edit.steps.findIndex(({ kind }) => kind === 'crop') : -1;
  if (crop >= 0) return { ...changed(edit, edit.steps.with(crop, step), { selected: crop }), tool: 'select' };
  if (edit.steps.length >= MOST_STEPS) return edit;
  return { ...changed(edit, [...edit.steps, step], { selected: edit.steps.length }), tool: 'select' };
}

/** All turns are one step, which goes when the picture is upright again. */
function turned(edit: Edit, quarterTurns: number): Edit {
  const turns = (turnsOf(edit.steps) + quarterTurns) % 4;
  const at = edit.steps.findIndex(({ kind }) => kind === 'rotate');
  const step: CopyStep = { kind: 'rotate', quarterTurns: turns };
  if (at < 0 && edit.steps.length >= MOST_STEPS) return edit;
  if (at < 0) return changed(edit, [...edit.steps, step], { selected: edit.selected });
  if (turns !== 0) return changed(edit, edit.steps.with(at, step), { selected: edit.selected });
  return changed(edit, edit.steps.toSpliced(at, 1), { selected: null });
}

function coloured(edit: Edit): Edit {
  const step = edit.selected === null ? undefined : edit.steps[edit.selected];
  if (!step || !('colour' in step) || step.colour === edit.colour) return edit;
  const next = { ...step, colour: edit.colour };
  return changed(edit, edit.steps.with(edit.selected as number, next), { selected: edit.selected });
}

function moved(edit: Edit, from: Edit['past'], to: 'past' | 'future'): Edit {
  const steps = from.at(-1);
  if (!steps) return edit;
  const back = to === 'future' ? 'past' : 'future';
  return { ...edit, steps, [back]: from.slice(0, -1), [to]: [...edit[to], edit.steps], selected: null, run: null };
}
