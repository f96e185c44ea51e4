import type { RefObject } from 'react';
import type { Action } from '../../state/actions.ts';
import type { Act, Edit } from './edit.ts';
import type { Zoom } from './stage.tsx';
import { TOOLS } from './tools.ts';

interface Desk {
  readonly edit: Edit;
  readonly act: (act: Act) => void;
  readonly zoom: RefObject<Zoom | null>;
  readonly title: RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
}
const group = 'Working copy';

/** Everything that can be done in the editor, for its buttons, the keyboard and the palette. */
export function editorActions({ edit, act, zoom, title, onClose }: Desk): readonly Action[] {
  const { selected } = edit;
  const remove = (): void => {
    if (selected !== null) act({ do: 'remove', index: selected });
  };
  /** One thing at a time: what is selected, then the tool, then the editor. */
  const back = (): void => {
    if (selected !== null) act({ do: 'select', index: null });
    else if (edit.tool !== 'select') act({ do: 'tool', tool: 'select' });
    else onClose();
  };
  const action = (id: string, label: string, shortcut: string, perform: () => void, enabled = true): Action => ({
    id: `copy.${id}`,
    label,
    group,
    shortcut,
    enabled,
    perform,
  });
  return [
    ...TOOLS.map(({ tool, label, shortcut }) => action(tool, label, shortcut, () => act({ do: 'tool', tool }))),
    action('delete', 'Remove the selected step', 'del', remove, selected !== null),
    action('backspace', 'Remove the selected step', 'backspace', remove, selected !== null),
    action('left', 'Turn left', '[', () => act({ do: 'turn', quarterTurns: 3 })),
    action('right', 'Turn right', ']', () => act({ do: 'turn', quarterTurns: 1 })),
    action('undo', 'Undo', 'mod+z', () => act({ do: 'undo' }), edit.past.length > 0),
    action('redo', 'Redo', 'mod+shift+z', () => act({ do: 'redo' }), edit.future.length > 0),
    action('in', 'Zoom in', '=', () => zoom.current?.in()),
    action('out', 'Zoom out', '-', () => zoom.current?.out()),
    action('fit', 'Show the whole picture', '0', () => zoom.current?.fit()),
    action('keep', 'Keep as a new exhibit', 'mod+s', () => title.current?.select(), edit.steps.length > 0),
    action('back', 'Deselect, or close the working copy', 'esc', back),
  ];
}
