import { actionTable, type Bindings } from '../../state/actions.ts';
import { type Act, type Edit, TOOL_ACTIONS, TOOLS, type Tool } from './edit.ts';

/** The editor of a working copy. */
export const COPY = actionTable({
  prefix: 'copy',
  group: 'Working copy',
  on: 'evidence',
  mode: 'copy',
  actions: {
    ...TOOL_ACTIONS,
    delete: { label: 'Remove the selected step', icon: 'trash', shortcut: 'del', alsoOn: ['backspace'] },
    left: { label: 'Turn left', icon: 'image-rotate-left', shortcut: '[' },
    right: { label: 'Turn right', icon: 'image-rotate-right', shortcut: ']' },
    undo: { label: 'Undo', icon: 'undo', shortcut: 'mod+z' },
    redo: { label: 'Redo', icon: 'redo', shortcut: 'mod+shift+z' },
    in: { label: 'Zoom in', icon: 'zoom-in', shortcut: '=' },
    out: { label: 'Zoom out', icon: 'zoom-out', shortcut: '-' },
    fit: { label: 'Show the whole picture', icon: 'zoom-to-fit', shortcut: '0' },
    save: { label: 'Save as exhibit', icon: 'box', shortcut: 'mod+s', writes: true },
    startOver: { label: 'Start over', icon: 'reset' },
    back: { label: 'Deselect, or close the working copy', icon: 'cross', shortcut: 'esc' },
  },
});
export type CopyAction = keyof typeof COPY.actions;

interface Desk {
  readonly edit: Edit;
  readonly act: (act: Act) => void;
  readonly zoom: (change: 'in' | 'out' | 'fit') => void;
  /** Goes to the field that names the new exhibit. */
  readonly name: () => void;
  readonly onClose: () => void;
}

export function copyBindings({ edit, act, zoom, name, onClose }: Desk): Bindings<CopyAction> {
  const { selected, steps, past, future } = edit;
  /** One at a time: what is selected, then the tool, then the editor. */
  const back = (): void => {
    if (selected !== null) act({ do: 'select', index: null });
    else if (edit.tool !== 'select') act({ do: 'tool', tool: 'select' });
    else onClose();
  };
  const choose = Object.fromEntries(TOOLS.map(({ tool }) => [tool, () => act({ do: 'tool', tool })]));
  return {
    ...(choose as Record<Tool, () => void>),
    delete: {
      when: selected !== null,
      perform: () => selected !== null && act({ do: 'remove', index: selected }),
    },
    left: () => act({ do: 'turn', quarterTurns: 3 }),
    right: () => act({ do: 'turn', quarterTurns: 1 }),
    undo: { when: past.length > 0, perform: () => act({ do: 'undo' }) },
    redo: { when: future.length > 0, perform: () => act({ do: 'redo' }) },
    in: () => zoom('in'),
    out: () => zoom('out'),
    fit: () => zoom('fit'),
    save: { when: steps.length > 0, perform: name },
    startOver: { when: steps.length > 0, perform: () => act({ do: 'clear' }) },
    back,
  };
}
