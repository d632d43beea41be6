import { useEffect, useRef } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { CodeEditor, type Mark } from './code-editor.ts';

interface CodePaneProps {
  readonly text: string;
  readonly marks: readonly Mark[];
  /** What the editor is called; the usual one writes scripts. */
  readonly label?: string;
  readonly language?: 'javascript' | 'text';
  readonly onChange: (text: string) => void;
  /** Told of the editor while there is one. */
  readonly editorRef: React.RefObject<CodeEditor | null>;
}

/** The editor as a component: the text goes both ways, the marks go in. */
export function CodePane({
  text,
  marks,
  label,
  language = 'javascript',
  onChange,
  editorRef,
}: CodePaneProps) {
  const { t, i18n } = useTranslation();
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef({ text, onChange });
  useEffect(() => {
    latest.current = { text, onChange };
  });
  // A change of language makes the editor anew: its completions speak.
  useEffect(() => {
    if (host.current === null) return;
    const editor = new CodeEditor({
      host: host.current,
      text: latest.current.text,
      label: label ?? t('script.code'),
      language,
      explain: (word) => t(`script.api.${word}`),
      onChange: (next) => latest.current.onChange(next),
    });
    editorRef.current = editor;
    editor.focus();
    return () => {
      editorRef.current = null;
      editor.destroy();
    };
  }, [t, i18n.language, label, language, editorRef]);
  useEffect(() => {
    if (editorRef.current !== null) editorRef.current.text = text;
  }, [text, editorRef]);
  useEffect(() => {
    editorRef.current?.mark(marks);
  }, [marks, text, i18n.language, editorRef]);
  return <div ref={host} className="script-code" data-testid="script-code" />;
}
