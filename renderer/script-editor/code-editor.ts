import { autocompletion, closeBrackets, completionKeymap, completionStatus } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { javascript } from '@codemirror/lang-javascript';
import { bracketMatching, indentOnInput } from '@codemirror/language';
import { type Diagnostic, lintGutter, setDiagnostics } from '@codemirror/lint';
import { EditorState } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  tooltips,
} from '@codemirror/view';
import { apiCompletions } from './completions.ts';
import { editorTheme } from './editor-theme.ts';

/** Something to show at a line of the text; line and column count from 1. */
export interface Mark {
  readonly line: number;
  readonly column: number;
  readonly message: string;
  readonly severity: 'error' | 'warning';
}

interface CodeEditorOptions {
  readonly host: HTMLElement;
  readonly text: string;
  readonly label: string;
  /** What is written: a script, with its completions, or plain text. */
  readonly language: 'javascript' | 'text';
  readonly explain: (word: string) => string;
  readonly onChange: (text: string) => void;
}

/**
 * The editor in a shadow root: there its styles are a constructed sheet, which the strict content security policy
 * allows, and not a style element, which it does not. The custom properties of the theme are inherited into it.
 */
export class CodeEditor {
  private readonly view: EditorView;
  private completing = false;
  private readonly host: HTMLElement;

  constructor({ host, text, label, language, explain, onChange }: CodeEditorOptions) {
    this.host = host;
    const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
    this.view = new EditorView({
      root,
      parent: root,
      state: EditorState.create({
        doc: text,
        extensions: [
          lineNumbers(),
          lintGutter(),
          history(),
          drawSelection(),
          indentOnInput(),
          bracketMatching(),
          closeBrackets(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          ...(language === 'javascript'
            ? [javascript(), autocompletion({ override: [...apiCompletions(explain)], icons: false })]
            : [EditorView.lineWrapping]),
          // They stay inside the box, which would cut them off.
          tooltips({ position: 'absolute', tooltipSpace: (view) => view.dom.getBoundingClientRect() }),
          // Tab goes on to the next control: a person without a mouse has to get out again.
          keymap.of([...completionKeymap, ...defaultKeymap, ...historyKeymap]),
          editorTheme,
          EditorView.contentAttributes.of({ 'aria-label': label, spellcheck: 'false' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) onChange(update.state.doc.toString());
          }),
        ],
      }),
    });
    host.addEventListener('keydown', this.noteCompletion, true);
    host.addEventListener('keydown', this.keepEscape);
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  set text(text: string) {
    if (text === this.text) return;
    this.view.dispatch({ changes: { from: 0, to: this.view.state.doc.length, insert: text } });
  }

  focus(): void {
    this.view.focus();
  }

  /** Puts the cursor where something is wrong. */
  goTo(line: number, column: number): void {
    const anchor = this.placeOf(line, column);
    this.view.dispatch({
      selection: { anchor },
      effects: EditorView.scrollIntoView(anchor, { y: 'center' }),
    });
    this.view.focus();
  }

  mark(marks: readonly Mark[]): void {
    const diagnostics = marks
      .filter(({ line }) => line > 0)
      .map(({ line, column, message, severity }): Diagnostic => {
        const from = this.placeOf(line, column);
        const to = this.view.state.doc.lineAt(from).to;
        return { from, to: Math.max(from, to), severity, message };
      });
    this.view.dispatch(setDiagnostics(this.view.state, diagnostics));
  }

  destroy(): void {
    this.host.removeEventListener('keydown', this.noteCompletion, true);
    this.host.removeEventListener('keydown', this.keepEscape);
    this.view.destroy();
  }

  private placeOf(line: number, column: number): number {
    const { doc } = this.view.state;
    const found = doc.line(Math.min(Math.max(1, line), doc.lines));
    // Without a column the whole line is meant, from its first letter on.
    const indent = /^\s*/.exec(found.text)?.[0].length ?? 0;
    return found.from + Math.min(column > 0 ? column - 1 : indent, found.length);
  }

  private readonly noteCompletion = (): void => {
    this.completing = completionStatus(this.view.state) !== null;
  };

  /** Escape closes the list of completions first, and the dialog only when there is none. */
  private readonly keepEscape = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' && this.completing) event.stopPropagation();
  };
}
