import { Button, ButtonGroup, Divider, HTMLSelect, type IconName } from '@blueprintjs/core';
import { redo, undo } from 'prosemirror-history';
import type { MarkType } from 'prosemirror-model';
import type { Command, EditorState } from 'prosemirror-state';
import type { EditorView } from 'prosemirror-view';
import type { RefObject } from 'react';
import {
  bold,
  indent,
  insertTable,
  italic,
  kindAt,
  LINE_KINDS,
  type LineKind,
  TABLE,
  toggleItem,
} from './text-commands.ts';
import { schema } from './text-schema.ts';

interface Props {
  readonly state: EditorState | null;
  readonly view: RefObject<EditorView | null>;
}

/** What can be made of the line, the words or the table at the cursor. */
export function TextToolbar({ state, view }: Props) {
  if (!state) return null;
  const run = (command: Command): void => {
    const { current } = view;
    if (!current) return;
    command(current.state, current.dispatch, current);
    current.focus();
  };
  const can = (command: Command): boolean => command(state);
  const kind = kindAt(state);
  const item = state.selection.$from.parent;
  const tool = (icon: IconName, label: string, command: Command, active = false) => (
    <Button
      icon={icon}
      variant="minimal"
      size="small"
      aria-label={label}
      title={label}
      active={active}
      aria-pressed={active}
      disabled={!can(command)}
      onMouseDown={(event) => event.preventDefault()}
      onClick={() => run(command)}
    />
  );
  return (
    <div className="rt-finding-text-tools" role="toolbar" aria-label="Formatting">
      <HTMLSelect
        minimal
        aria-label="Kind of line"
        disabled={kind === 'cell'}
        value={kind === 'item' || kind === 'cell' ? 'paragraph' : kind}
        onChange={(event) => run(LINE_KINDS[event.currentTarget.value as LineKind].set)}
        options={Object.entries(LINE_KINDS).map(([value, { words }]) => ({ value, label: words }))}
      />
      <ButtonGroup>
        {tool('bold', 'Bold (Ctrl+B)', bold, marked(state, schema.marks.bold))}
        {tool('italic', 'Italic (Ctrl+I)', italic, marked(state, schema.marks.italic))}
      </ButtonGroup>
      <Divider />
      <ButtonGroup>
        {tool('properties', 'Bulleted list', toggleItem(false), kind === 'item' && !item.attrs['ordered'])}
        {tool('numbered-list', 'Numbered list', toggleItem(true), kind === 'item' && item.attrs['ordered'] === true)}
        {tool('chevron-right', 'Move the item in (Ctrl+])', indent(1))}
        {tool('chevron-left', 'Move the item out (Ctrl+[)', indent(-1))}
      </ButtonGroup>
      <Divider />
      <ButtonGroup>
        {kind === 'cell' ? (
          <>
            {tool('add-row-bottom', 'Add a row', TABLE.addRowAfter)}
            {tool('add-column-right', 'Add a column', TABLE.addColumnAfter)}
            {tool('remove-row-bottom', 'Delete the row', TABLE.deleteRow)}
            {tool('remove-column-right', 'Delete the column', TABLE.deleteColumn)}
            {tool('trash', 'Delete the table', TABLE.deleteTable)}
          </>
        ) : (
          tool('th', 'Insert a table', insertTable)
        )}
        {tool('at', 'Name an exhibit, row, entity, snapshot or finding (@)', mention)}
      </ButtonGroup>
      <Divider />
      <ButtonGroup>
        {tool('undo', 'Undo (Ctrl+Z)', undo)}
        {tool('redo', 'Redo (Ctrl+Y)', redo)}
      </ButtonGroup>
    </div>
  );
}

/** Types the "@" that offers names, behind a blank where there is none. */
const mention: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const before = $from.parent.textBetween(0, $from.parentOffset);
  dispatch?.(state.tr.insertText(before === '' || /[\s([]$/.test(before) ? '@' : ' @'));
  return true;
};

function marked({ selection, storedMarks, doc }: EditorState, type: MarkType): boolean {
  const { from, to, empty, $from } = selection;
  return empty ? type.isInSet(storedMarks ?? $from.marks()) !== undefined : doc.rangeHasMark(from, to, type);
}
