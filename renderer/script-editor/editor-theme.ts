import { HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { type Extension } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: tags.comment, color: 'var(--dim)', fontStyle: 'italic' },
  { tag: [tags.keyword, tags.operatorKeyword, tags.controlKeyword], color: 'var(--status-3)' },
  { tag: [tags.string, tags.regexp, tags.special(tags.string)], color: 'var(--status-1)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--status-2)' },
  { tag: [tags.function(tags.variableName), tags.function(tags.propertyName)], color: 'var(--accent)' },
  { tag: tags.definition(tags.variableName), color: 'var(--text)', fontWeight: '600' },
  { tag: tags.invalid, color: 'var(--error)' },
]);

/** The window's own colours and fonts: a change of theme reaches the editor by itself. */
export const editorTheme: Extension = [
  EditorView.theme({
    '&': { height: '100%', color: 'var(--text)', backgroundColor: 'var(--background)', fontSize: '12.5px' },
    // The box around it shows the focus: here the gutter would cover a part of it.
    '&.cm-focused': { outline: 'none' },
    '.cm-scroller': { fontFamily: 'var(--font-mono)', lineHeight: '19px' },
    '.cm-content': { caretColor: 'var(--text)' },
    '.cm-cursor': { borderLeftColor: 'var(--text)' },
    '.cm-cursorLayer': { animationDuration: 'var(--caret-blink) !important' },
    '.cm-gutters': {
      backgroundColor: 'var(--panel)',
      color: 'var(--dim)',
      borderRight: '1px solid var(--line)',
    },
    '.cm-activeLine, .cm-activeLineGutter': {
      backgroundColor: 'color-mix(in srgb, var(--accent) 9%, transparent)',
    },
    '&.cm-focused .cm-selectionBackground, .cm-selectionBackground': {
      backgroundColor: 'color-mix(in srgb, var(--accent) 32%, transparent) !important',
    },
    '.cm-matchingBracket': {
      backgroundColor: 'color-mix(in srgb, var(--accent) 26%, transparent) !important',
    },
    '.cm-tooltip': {
      border: '1px solid var(--line-strong)',
      borderRadius: '6px',
      backgroundColor: 'var(--raised)',
      color: 'var(--text)',
      fontFamily: 'var(--font-ui)',
    },
    // Narrow, so that the explanation has room beside it; that has the whole type.
    '.cm-tooltip.cm-tooltip-autocomplete > ul': {
      fontFamily: 'var(--font-mono)',
      fontSize: '12px',
      maxWidth: '340px',
      maxHeight: '15em',
    },
    '.cm-tooltip-autocomplete > ul > li[aria-selected]': {
      backgroundColor: 'var(--accent-fill) !important',
      color: 'var(--on-accent) !important',
    },
    '.cm-tooltip-autocomplete > ul > li[aria-selected] .cm-completionDetail': { color: 'var(--on-accent)' },
    '.cm-completionDetail': { color: 'var(--dim)', fontStyle: 'normal', marginLeft: '12px' },
    '.cm-completionInfo': {
      maxWidth: '300px',
      padding: '8px 10px',
      fontSize: '12px',
      overflowWrap: 'anywhere',
    },
    '.cm-completionInfo code': { fontFamily: 'var(--font-mono)', color: 'var(--accent)' },
    '.cm-completionInfo p': { margin: '6px 0 0' },
    '.cm-diagnostic': { padding: '4px 8px', borderLeftWidth: '3px', fontSize: '12px' },
    '.cm-diagnostic-error': { borderLeftColor: 'var(--error)' },
    '.cm-diagnostic-warning': { borderLeftColor: 'var(--warning)' },
    '.cm-lintRange-error': {
      backgroundImage: 'none',
      textDecoration: 'underline wavy var(--error) 1px',
      textUnderlineOffset: '3px',
    },
    '.cm-lintRange-warning': {
      backgroundImage: 'none',
      textDecoration: 'underline wavy var(--warning) 1px',
      textUnderlineOffset: '3px',
    },
    '.cm-lint-marker': {
      content: 'none',
      width: '9px',
      height: '9px',
      margin: '5px 2px',
      borderRadius: '50%',
    },
    '.cm-lint-marker-error': { backgroundColor: 'var(--error)' },
    '.cm-lint-marker-warning': { borderRadius: '1px', backgroundColor: 'var(--warning)' },
  }),
  syntaxHighlighting(colours),
];
