import { chainCommands, exitCode, setBlockType, toggleMark } from 'prosemirror-commands';
import { type InputRule, inputRules, textblockTypeInputRule } from 'prosemirror-inputrules';
import type { NodeType } from 'prosemirror-model';
import { type Command, type EditorState, Selection, TextSelection } from 'prosemirror-state';
import {
  addColumnAfter,
  addRowAfter,
  deleteColumn,
  deleteRow,
  deleteTable,
  goToNextCell,
  isInTable,
} from 'prosemirror-tables';
import { MOST_DEPTH } from '../../../shared/domain/rich-text.ts';
import { schema } from './text-schema.ts';

const type = (name: string): NodeType => schema.nodes[name] as NodeType;

/** What a line can be, as the choice of the toolbar names it. */
export const LINE_KINDS = {
  paragraph: { words: 'Text', set: setBlockType(type('paragraph')) },
  'heading-1': { words: 'Heading 1', set: setBlockType(type('heading'), { level: 1 }) },
  'heading-2': { words: 'Heading 2', set: setBlockType(type('heading'), { level: 2 }) },
  'heading-3': { words: 'Heading 3', set: setBlockType(type('heading'), { level: 3 }) },
  quote: { words: 'Quote', set: setBlockType(type('quote')) },
} as const;
export type LineKind = keyof typeof LINE_KINDS;

/** What the line at the cursor is; `item` for one of a list. */
export function kindAt({ selection }: EditorState): LineKind | 'item' | 'cell' {
  const { type: at, attrs } = selection.$from.parent;
  if (at.name === 'heading') return `heading-${attrs['level']}` as LineKind;
  if (at.name.startsWith('table')) return 'cell';
  return at.name === 'quote' || at.name === 'item' ? at.name : 'paragraph';
}

/** Makes the lines items of a list, or items of that list text again. */
export const toggleItem =
  (ordered: boolean): Command =>
  (state, dispatch) => {
    const { parent } = state.selection.$from;
    const back = parent.type.name === 'item' && parent.attrs['ordered'] === ordered;
    const depth = parent.type.name === 'item' ? Number(parent.attrs['depth']) : 0;
    return (back ? setBlockType(type('paragraph')) : setBlockType(type('item'), { ordered, depth }))(state, dispatch);
  };

/** Moves the items of the selection in or out. */
export const indent =
  (by: 1 | -1): Command =>
  (state, dispatch) => {
    const { from, to } = state.selection;
    const moved: { at: number; depth: number; ordered: boolean }[] = [];
    state.doc.nodesBetween(from, to, (node, at) => {
      const depth = Number(node.attrs['depth']) + by;
      if (node.type.name === 'item' && depth >= 0 && depth <= MOST_DEPTH)
        moved.push({ at, depth, ordered: node.attrs['ordered'] });
    });
    if (moved.length === 0) return false;
    const change = state.tr;
    for (const { at, depth, ordered } of moved) change.setNodeMarkup(at, null, { ordered, depth });
    dispatch?.(change);
    return true;
  };

/** An item that has no words becomes text at the next Enter, as in every editor. */
const leaveList: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  if (!empty || $from.parent.type.name !== 'item' || $from.parent.content.size > 0) return false;
  return chainCommands(indent(-1), setBlockType(type('paragraph')))(state, dispatch);
};

/** Enter in an item begins the next one; the editor by itself would leave the list at its end. */
const nextItem: Command = (state, dispatch) => {
  const { $from, from, to } = state.selection;
  if ($from.parent.type.name !== 'item') return false;
  dispatch?.(state.tr.delete(from, to).split(from).scrollIntoView());
  return true;
};

/** Behind a heading or a quote there is text; within a line it is parted as it is. */
const behind: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const { name } = $from.parent.type;
  if (!empty || (name !== 'heading' && name !== 'quote') || $from.parentOffset < $from.parent.content.size)
    return false;
  const at = $from.after();
  if (dispatch) {
    const change = state.tr.insert(at, type('paragraph').create());
    dispatch(change.setSelection(TextSelection.create(change.doc, at + 1)).scrollIntoView());
  }
  return true;
};

/** Enter in a table goes on to the next cell; behind the last one it leaves the table. */
const leaveCell: Command = (state, dispatch, view) => {
  if (!isInTable(state)) return false;
  return goToNextCell(1)(state, dispatch, view) || below(state, dispatch);
};
/** Puts the cursor on a line of its own behind the table. */
const below: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const depth = [...Array($from.depth + 1).keys()].find((each) => $from.node(each).type.name === 'table');
  if (depth === undefined) return false;
  if (dispatch) {
    const change = state.tr;
    const at = $from.after(depth);
    if (change.doc.nodeAt(at)?.type.name !== 'paragraph') change.insert(at, type('paragraph').create());
    dispatch(change.setSelection(Selection.near(change.doc.resolve(at + 1))).scrollIntoView());
  }
  return true;
};

/** At its start an item, a quote or a heading becomes text before it joins the line above. */
export const toText: Command = (state, dispatch) => {
  const { $from, empty } = state.selection;
  const { name } = $from.parent.type;
  if (!empty || $from.parentOffset > 0 || (name !== 'item' && name !== 'quote' && name !== 'heading')) return false;
  return chainCommands(indent(-1), setBlockType(type('paragraph')))(state, dispatch);
};

export const enter = chainCommands(leaveCell, leaveList, nextItem, behind);
export const lineBreak = chainCommands(leaveCell, exitCode);
export const bold = toggleMark(schema.marks.bold);
export const italic = toggleMark(schema.marks.italic);

/** A table of three columns with a head; the cursor stands in its first cell. */
export const insertTable: Command = (state, dispatch) => {
  if (isInTable(state)) return false;
  const row = (cell: string) =>
    type('table_row').create(
      null,
      [0, 1, 2].map(() => type(cell).create()),
    );
  const table = type('table').create(null, [row('table_header'), row('table_cell'), row('table_cell')]);
  const { $from } = state.selection;
  const empty = $from.parent.content.size === 0;
  if (dispatch) {
    const at = empty ? $from.before() : $from.after();
    const change = empty ? state.tr.replaceWith(at, $from.after(), table) : state.tr.insert(at, table);
    if (at + table.nodeSize >= change.doc.content.size) change.insert(at + table.nodeSize, type('paragraph').create());
    dispatch(change.setSelection(Selection.near(change.doc.resolve(at + 3))).scrollIntoView());
  }
  return true;
};
export const TABLE = { addRowAfter, addColumnAfter, deleteRow, deleteColumn, deleteTable } as const;

const rule = (pattern: RegExp, name: string, attrs: Record<string, unknown>): InputRule =>
  textblockTypeInputRule(pattern, type(name), attrs);
/** "# ", "- ", "1. " and "> " at the start of a line, as people know them. */
export const typedShortcuts = inputRules({
  rules: [
    ...[1, 2, 3].map((level) => rule(new RegExp(`^#{${level}}\\s$`), 'heading', { level })),
    rule(/^[-*]\s$/, 'item', { ordered: false, depth: 0 }),
    rule(/^1[.)]\s$/, 'item', { ordered: true, depth: 0 }),
    rule(/^>\s$/, 'quote', {}),
  ],
});
