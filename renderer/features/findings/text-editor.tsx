import './text-editor.css';
import { baseKeymap, chainCommands } from 'prosemirror-commands';
import { closeHistory, history, redo, undo } from 'prosemirror-history';
import { keymap } from 'prosemirror-keymap';
import { EditorState, Plugin, TextSelection } from 'prosemirror-state';
import { tableEditing } from 'prosemirror-tables';
import { Decoration, DecorationSet, EditorView } from 'prosemirror-view';
import { type Ref, useContext, useEffect, useId, useImperativeHandle, useRef, useState } from 'react';
import type { Format } from '../../../shared/contract/findings.ts';
import { REFERENCE } from '../../../shared/domain/references.ts';
import { Writable } from '../../ui/saved-field.tsx';
import { bold, enter, indent, italic, lineBreak, TABLE, toText, typedShortcuts } from './text-commands.ts';
import { askedIn, found, type Mention } from './text-mentions.ts';
import { pasted } from './text-paste.ts';
import { docOf, placeIn, positionOf, schema, type Written, writtenOf } from './text-schema.ts';
import { TextToolbar } from './text-toolbar.tsx';

/** What stands around the editor asks of it. */
export interface TextHandle {
  /** Selects words, in UTF-16 units of the text. */
  select(at: number, length: number): void;
  /** Puts others in the place of words, with the marks that the first of them have; a step of undo. */
  replace(at: number, length: number, by: string): void;
  /** The words that are selected, in the same units. */
  selected(): { readonly at: number; readonly length: number };
}
interface Props {
  readonly id: string;
  readonly describedBy: string | undefined;
  readonly text: string;
  readonly format: readonly Format[];
  readonly readOnly: boolean;
  readonly mentions: readonly Mention[];
  /** Whether an exhibit of that label is there; others are marked. */
  readonly knows: (label: string) => boolean;
  readonly onChange: (written: Pick<Written, 'text' | 'format'>) => void;
  readonly onFocus: () => void;
  /** What the cursor stands in: the label of an exhibit or a finding, or null. */
  readonly onReference: (label: string | null) => void;
  readonly ref: Ref<TextHandle>;
}

const LABEL = new RegExp(`${REFERENCE.source}|\\bF-\\d+\\b`, 'g');
const formOf = (text: string, format: readonly Format[]): string => `${text}\u0000${JSON.stringify(format)}`;
/** Forms that were given out and may come back as what is saved, later than the next key. */
const MOST_OWN = 40;
const LATE = 1000; // milliseconds
/** Pixels that eight names take. */
const OFFER = 260;

interface Asking {
  readonly asked: string;
  /** Of the sign before it, in the document. */
  readonly start: number;
  readonly left: number;
  readonly top: number;
  /** There is no room below the line. */
  readonly above: boolean;
}

/** A text with headings, lists, tables, quotes and references. The text and its ranges come in and go out; here they are a document. */
export function TextEditor({ id, describedBy, text, format, readOnly, mentions, knows, ref, ...on }: Props) {
  const listId = useId();
  const mount = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const [state, setState] = useState<EditorState | null>(null);
  const [asking, ask] = useState<Asking | null>(null);
  const [chosen, choose] = useState(0);
  const writable = useContext(Writable);
  const editing = writable && !readOnly;
  const offered = asking && editing ? found(mentions, asking.asked) : [];
  const latest = useRef({ ...on, knows, offered, chosen, editing });
  latest.current = { ...on, knows, offered, chosen, editing };
  const own = useRef<string[]>([]);
  /** Where a list of names was closed by Escape: it stays closed while that word is typed. */
  const closedAt = useRef<number | null>(null);

  const insert = (mention: Mention): void => {
    const { current } = view;
    if (!current) return;
    const { $from } = current.state.selection;
    const before = $from.parent.textBetween(0, $from.parentOffset, undefined, ' ');
    const asked = askedIn(before) ?? '';
    const start = $from.pos - asked.length - 1;
    const words = schema.text(mention.text, mention.name ? [schema.mark('name', { ...mention.name })] : []);
    current.dispatch(current.state.tr.replaceWith(start, $from.pos, words).scrollIntoView());
    ask(null);
    current.focus();
  };
  const insertion = useRef(insert);
  insertion.current = insert;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what it needs later is read from `latest`
  useEffect(() => {
    if (!mount.current) return;
    const made = new EditorView(mount.current, {
      state: EditorState.create({
        doc: docOf(text, format),
        plugins: [keys(), history(), tableEditing(), typedShortcuts, references()],
      }),
      attributes: {
        id,
        class: 'rt-finding-text',
        role: 'textbox',
        'aria-multiline': 'true',
        'aria-autocomplete': 'list',
      },
      editable: () => latest.current.editing,
      handleDOMEvents: {
        focus: () => latest.current.onFocus(),
        blur: () => ask(null),
      },
      handleKeyDown: (current, event) => {
        const { offered: there, chosen: at } = latest.current;
        if (there.length === 0) {
          // Each line is a step of its own for undo, however fast it was typed.
          if (event.key === 'Enter') current.dispatch(closeHistory(current.state.tr));
          return false;
        }
        const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
        if (step !== 0) choose((at + step + there.length) % there.length);
        else if (event.key === 'Enter' || event.key === 'Tab') insertion.current(there[at] as Mention);
        else if (event.key === 'Escape') {
          closedAt.current = askingOf(current)?.start ?? null;
          ask(null);
        } else return false;
        event.preventDefault();
        event.stopPropagation();
        return true;
      },
      handlePaste: (current, event) => {
        const slice = pasted(
          event.clipboardData?.getData('text/html') ?? '',
          event.clipboardData?.getData('text/plain') ?? '',
        );
        if (!slice) return true; // a picture, or nothing: it is an exhibit, not a part of a text
        const plain = current.state.selection.$from.parent.type.name.startsWith('table');
        current.dispatch(
          plain
            ? current.state.tr.insertText(slice.content.textBetween(0, slice.content.size, ' '))
            : current.state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true),
        );
        return true;
      },
      handleDrop: (_view, event) => (event.dataTransfer?.files.length ?? 0) > 0,
      dispatchTransaction(change) {
        const next = made.state.apply(change);
        made.updateState(next);
        setState(next);
        latest.current.onReference(labelAt(next));
        if (change.docChanged && !change.getMeta('given')) {
          const written = writtenOf(next.doc);
          own.current = [...own.current.slice(1 - MOST_OWN), formOf(written.text, written.format)];
          latest.current.onChange({ text: written.text, format: written.format });
        }
        if (change.docChanged || change.selectionSet) {
          const words = change.getMeta('given') ? null : askingOf(made);
          if (words?.start !== closedAt.current) closedAt.current = null;
          ask(closedAt.current === null ? words : null);
        }
        choose(0);
      },
    });
    view.current = made;
    setState(made.state);
    return () => {
      made.destroy();
      view.current = null;
    };
  }, []);

  const given = formOf(text, format);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `given` is the text with its ranges
  useEffect(() => {
    const { current } = view;
    if (!current) return;
    const take = (): void => {
      const now = writtenOf(current.state.doc);
      if (current.isDestroyed || formOf(now.text, now.format) === given) return;
      own.current = [];
      const doc = docOf(text, format);
      const change = current.state.tr.replaceWith(0, current.state.doc.content.size, doc.content);
      current.dispatch(change.setMeta('given', true));
    };
    // What was typed may come back a key late; where it stays, somebody brought it back.
    if (!own.current.includes(given)) return take();
    const late = setTimeout(take, LATE);
    return () => clearTimeout(late);
  }, [given]);

  useEffect(() => {
    const { current } = view;
    current?.setProps({
      attributes: {
        ...{ id, class: 'rt-finding-text', role: 'textbox', 'aria-multiline': 'true', 'aria-autocomplete': 'list' },
        ...(describedBy && { 'aria-describedby': describedBy }),
        'aria-label': 'Explanation',
        ...(!editing && { tabindex: '0', 'aria-readonly': 'true' }),
        ...(!writable && { 'aria-disabled': 'true' }),
        ...(offered.length > 0 && { 'aria-controls': listId, 'aria-activedescendant': `${listId}-${chosen}` }),
      },
    });
  }, [id, describedBy, editing, writable, offered.length, chosen, listId]);

  useImperativeHandle(ref, () => ({
    select: (at, length) => {
      const { current } = view;
      if (!current) return;
      const { stretches } = writtenOf(current.state.doc);
      const [from, to] = [positionOf(stretches, at), positionOf(stretches, at + length)];
      current.dispatch(
        current.state.tr.setSelection(TextSelection.create(current.state.doc, from, to)).scrollIntoView(),
      );
      current.focus();
    },
    replace: (at, length, by) => {
      const { current } = view;
      if (!current) return;
      const { stretches } = writtenOf(current.state.doc);
      const [from, to] = [positionOf(stretches, at), positionOf(stretches, at + length)];
      current.dispatch(closeHistory(current.state.tr.insertText(by, from, to)).scrollIntoView());
      current.focus();
    },
    selected: () => {
      const { current } = view;
      if (!current) return { at: 0, length: 0 };
      const { stretches } = writtenOf(current.state.doc);
      const { from, to } = current.state.selection;
      const at = placeIn(stretches, from);
      return { at, length: placeIn(stretches, to) - at };
    },
  }));

  return (
    <div className="rt-finding-text-frame">
      {editing && <TextToolbar state={state} view={view} />}
      <div className="rt-finding-text-mount" ref={mount} />
      {asking && offered.length > 0 && (
        <div
          id={listId}
          className="rt-finding-text-offer"
          role="listbox"
          aria-label="Names to insert"
          style={{ left: asking.left, top: asking.top, transform: asking.above ? 'translateY(-100%)' : 'none' }}
        >
          {offered.map((mention, at) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the editor, which has the focus, moves and chooses by keys
            // biome-ignore lint/a11y/useFocusableInteractive: the editor keeps the focus and names the active option
            <div
              key={mention.key}
              id={`${listId}-${at}`}
              role="option"
              aria-selected={at === chosen}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => insert(mention)}
            >
              <strong>{mention.text}</strong> <span className="rt-cut">{mention.told}</span>
              <span className="rt-muted">{mention.kind}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );

  function references(): Plugin {
    const marked = (doc: EditorState['doc']): DecorationSet => {
      const places: Decoration[] = [];
      doc.descendants((node, position) => {
        for (const match of node.isText ? (node.text ?? '').matchAll(LABEL) : []) {
          const known = match[0].startsWith('F-') || latest.current.knows(match[0]);
          const at = position + match.index;
          places.push(
            Decoration.inline(at, at + match[0].length, {
              class: known ? 'rt-finding-text-reference' : 'rt-finding-text-unknown',
            }),
          );
        }
      });
      return DecorationSet.create(doc, places);
    };
    const plugin: Plugin<DecorationSet> = new Plugin<DecorationSet>({
      state: {
        init: (_config, { doc }) => marked(doc),
        apply: (change, before) => (change.docChanged ? marked(change.doc) : before),
      },
      props: { decorations: (current) => plugin.getState(current) },
    });
    return plugin;
  }
}

const keys = (): Plugin =>
  keymap({
    'Mod-z': undo,
    'Mod-y': redo,
    'Shift-Mod-z': redo,
    'Mod-b': bold,
    'Mod-i': italic,
    Enter: chainCommands(enter, baseKeymap['Enter'] as never),
    'Shift-Enter': chainCommands(lineBreak, enter, baseKeymap['Enter'] as never),
    Backspace: chainCommands(toText, baseKeymap['Backspace'] as never),
    Delete: baseKeymap['Delete'] as never,
    'Mod-a': baseKeymap['Mod-a'] as never,
    'Mod-]': indent(1),
    'Mod-[': indent(-1),
    'Mod-Alt-Backspace': TABLE.deleteRow,
  });

/** What is asked for where the cursor stands, and where to offer it. */
function askingOf(view: EditorView): Asking | null {
  const { $from, empty } = view.state.selection;
  if (!empty) return null;
  const asked = askedIn($from.parent.textBetween(0, $from.parentOffset, undefined, ' '));
  const frame = view.dom.closest('.rt-finding-text-frame')?.getBoundingClientRect();
  if (asked === null || !frame) return null;
  const { left, top, bottom } = view.coordsAtPos($from.pos);
  const above = bottom + OFFER > window.innerHeight;
  const places = { left: Math.min(left - frame.left, Math.max(0, frame.width - 360)), above };
  return {
    asked,
    start: $from.pos - asked.length - 1,
    ...places,
    top: above ? top - frame.top - 4 : bottom - frame.top + 4,
  };
}

/** The reference that the cursor touches. */
function labelAt({ selection: { $from } }: EditorState): string | null {
  const text = $from.parent.textBetween(0, $from.parent.content.size, undefined, ' ');
  for (const match of text.matchAll(LABEL))
    if (match.index <= $from.parentOffset && match.index + match[0].length >= $from.parentOffset) return match[0];
  return null;
}
