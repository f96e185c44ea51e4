import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import type { Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

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

export const editorTheme: Extension = [theme, syntaxHighlighting(colours)];
