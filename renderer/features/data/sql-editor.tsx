import { autocompletion, closeCompletion } from '@codemirror/autocomplete';
import { historyField } from '@codemirror/commands';
import { SQLite, sql } from '@codemirror/lang-sql';
import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Diagnostic, setDiagnostics } from '@codemirror/lint';
import { Compartment, EditorState, type Extension, Prec } from '@codemirror/state';
import { EditorView, keymap, placeholder } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { basicSetup } from 'codemirror';
import { type Ref, useEffect, useImperativeHandle, useRef } from 'react';
import type { Output } from '../../../shared/contract/commands.ts';
import type { CaseId } from '../../../shared/contract/values.ts';
import { styleNonce } from '../../client/style-nonce.ts';
import { keepEditor, keptEditor } from './data-desk.ts';
import { functionCompletions, namesOf } from './sql-completion.ts';
import { errorPlace, splitStatements, statementAt } from './statements.ts';

// Colours are the window's variables, so that light and dark follow the rest without another theme.
const theme = EditorView.theme({
  '&': { height: '100%', fontSize: '13px', backgroundColor: 'var(--rt-surface)', color: 'var(--rt-text)' },
  '&.cm-focused': { outline: 'none' },
  '.cm-scroller': { fontFamily: 'var(--rt-mono)', lineHeight: '1.5' },
  '.cm-content': { caretColor: 'var(--rt-text)', paddingBlock: 'var(--rt-2)' },
  '.cm-cursor, .cm-dropCursor': { borderLeftColor: 'var(--rt-text)' },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground, ::selection': {
    backgroundColor: 'var(--rt-selected)',
  },
  '.cm-gutters': {
    backgroundColor: 'var(--rt-surface)',
    color: 'var(--rt-muted)',
    borderRight: '1px solid var(--rt-border)',
  },
  '.cm-activeLine': { backgroundColor: 'color-mix(in srgb, var(--rt-surface-2) 45%, transparent)' },
  '.cm-activeLineGutter': { backgroundColor: 'var(--rt-surface-2)', color: 'var(--rt-text)' },
  '.cm-placeholder': { color: 'var(--rt-muted)' },
  '.cm-matchingBracket, &.cm-focused .cm-matchingBracket': {
    backgroundColor: 'var(--rt-selected)',
    color: 'inherit',
  },
  '.cm-selectionMatch': { backgroundColor: 'var(--rt-selected)' },
  '.cm-tooltip': {
    border: '1px solid var(--rt-border)',
    borderRadius: 'var(--rt-radius)',
    backgroundColor: 'var(--rt-surface)',
    color: 'var(--rt-text)',
    boxShadow: '0 2px 8px #11141833',
  },
  '.cm-tooltip-autocomplete > ul': { fontFamily: 'var(--rt-mono)', fontSize: '12px' },
  '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
    backgroundColor: 'var(--rt-selected)',
    color: 'var(--rt-text)',
  },
  '.cm-completionDetail': { color: 'var(--rt-muted)', fontStyle: 'normal', marginLeft: '1em' },
  '.cm-completionMatchedText': { textDecoration: 'none', fontWeight: '700' },
  '.cm-panels': { backgroundColor: 'var(--rt-surface-2)', color: 'var(--rt-text)' },
  '.cm-panels.cm-panels-bottom': { borderTop: '1px solid var(--rt-border)' },
  '.cm-textfield, .cm-button': {
    border: '1px solid var(--rt-border-strong)',
    borderRadius: 'var(--rt-radius)',
    backgroundColor: 'var(--rt-surface)',
    backgroundImage: 'none',
    color: 'var(--rt-text)',
  },
  // The library draws its wavy line as a data: image, which the content security policy does not allow.
  '.cm-lintRange-error': {
    backgroundImage: 'none',
    textDecoration: 'underline wavy var(--rt-danger)',
    textUnderlineOffset: '3px',
  },
});

const colours = HighlightStyle.define([
  { tag: tags.keyword, color: 'var(--rt-link)', fontWeight: '600' },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--rt-ok)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--rt-warn)' },
  { tag: tags.comment, color: 'var(--rt-muted)', fontStyle: 'italic' },
  { tag: [tags.typeName, tags.standard(tags.name)], color: 'var(--rt-accent)' },
]);

const editorTheme: Extension = [theme, syntaxHighlighting(colours)];

export interface EditorHandle {
  /** What would run: the selection if there is one, else the statement under the cursor. Empty when there is neither. */
  statement(): string;
  insert(text: string): void;
  /** Replaces the whole text as one step that can be undone. */
  replace(text: string): void;
  focus(): void;
}
interface Props {
  readonly ref: Ref<EditorHandle>;
  readonly caseId: CaseId;
  /** The tab shown; each keeps its own text, cursor and undo steps. */
  readonly tabId: string;
  readonly value: string;
  readonly tables: Output<'query.schema'>;
  readonly failure: { readonly sql: string; readonly message: string } | null;
  readonly onChange: (text: string) => void;
  readonly onRun: (statement: string) => void;
  readonly onCancel: () => void;
}

function statementOf(view: EditorView): string {
  const { main } = view.state.selection;
  const text = view.state.doc.toString();
  if (main.empty) return statementAt(text, main.head)?.text ?? '';
  const chosen = splitStatements(text.slice(main.from, main.to));
  return chosen.map((statement) => statement.text).join(';\n');
}

const language = (tables: Output<'query.schema'>) => [
  sql({ dialect: SQLite, upperCaseKeywords: true }),
  SQLite.language.data.of({ autocomplete: functionCompletions }),
  SQLite.language.data.of({ autocomplete: namesOf(tables) }),
];

/** The editor of one tab's SQL. mod+Enter runs, mod+. cancels. */
export function SqlEditor({ ref, caseId, tabId, value, tables, failure, onChange, onRun, onCancel }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const schema = useRef(new Compartment());
  const latest = useRef({ value, tables, onChange, onRun, onCancel });
  latest.current = { value, tables, onChange, onRun, onCancel };

  useImperativeHandle(ref, () => ({
    statement: () => (view.current ? statementOf(view.current) : ''),
    insert(text) {
      const editor = view.current;
      if (!editor) return;
      const { from, to } = editor.state.selection.main;
      const before = editor.state.sliceDoc(Math.max(0, from - 1), from);
      const spaced = before === '' || /[\s(.,]/.test(before) ? text : ` ${text}`;
      editor.dispatch({ changes: { from, to, insert: spaced }, selection: { anchor: from + spaced.length } });
      editor.focus();
    },
    replace(text) {
      const editor = view.current;
      editor?.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: text }, selection: { anchor: 0 } });
    },
    focus: () => view.current?.focus(),
  }));

  useEffect(() => {
    if (!box.current) return;
    const nonce = styleNonce();
    const extensions = [
      nonce ? EditorView.cspNonce.of(nonce) : [],
      Prec.highest(
        keymap.of([
          {
            key: 'Mod-Enter',
            stopPropagation: true,
            run: (editor) => {
              closeCompletion(editor);
              latest.current.onRun(statementOf(editor));
              return true;
            },
          },
          {
            key: 'Mod-.',
            stopPropagation: true,
            run: () => {
              latest.current.onCancel();
              return true;
            },
          },
        ]),
      ),
      basicSetup,
      autocompletion({ maxRenderedOptions: 60, icons: false }),
      schema.current.of(language(latest.current.tables)),
      editorTheme,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({ 'aria-label': 'SQL' }),
      placeholder('SELECT … FROM …'),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) latest.current.onChange(update.state.doc.toString());
      }),
    ];
    const saved = keptEditor(tabId) as { doc?: string } | undefined;
    const state =
      saved?.doc === latest.current.value
        ? EditorState.fromJSON(saved, { extensions }, { history: historyField })
        : EditorState.create({ doc: latest.current.value, extensions });
    const made = new EditorView({ state, parent: box.current });
    view.current = made;
    return () => {
      keepEditor(caseId, tabId, made.state.toJSON({ history: historyField }));
      made.destroy();
      view.current = null;
    };
  }, [caseId, tabId]);

  // Text that came from elsewhere: a starter, the history, a filter.
  useEffect(() => {
    const editor = view.current;
    if (editor && editor.state.doc.toString() !== value)
      editor.dispatch({ changes: { from: 0, to: editor.state.doc.length, insert: value } });
  }, [value]);

  useEffect(() => {
    view.current?.dispatch({ effects: schema.current.reconfigure(language(tables)) });
  }, [tables]);

  useEffect(() => {
    const editor = view.current;
    if (!editor) return;
    const marks: Diagnostic[] = [];
    const start = failure ? editor.state.doc.toString().indexOf(failure.sql) : -1;
    const place = failure && start >= 0 ? errorPlace(failure.message, failure.sql) : null;
    if (failure && place)
      marks.push({ from: start + place.from, to: start + place.to, severity: 'error', message: failure.message });
    editor.dispatch(setDiagnostics(editor.state, marks));
  }, [failure]);

  return <div ref={box} className="rt-data-sql-editor" />;
}
