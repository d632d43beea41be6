import { Dialog } from '@base-ui/react/dialog';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { SCRIPT_ID_PREFIX } from '../../electron/contract/core.ts';
import { type LabError } from '../../electron/contract/result.ts';
import { type ScriptRequest } from '../../electron/contract/schemas.ts';
import { checkScript, demonstrateScript, registerScript } from '../app/lab-commands.ts';
import { useEngine } from '../stores/engine-store.ts';
import { selectEvent, useView } from '../stores/view-store.ts';
import { type CodeEditor, type Mark } from './code-editor.ts';
import { CodePane } from './CodePane.tsx';
import { Findings } from './Findings.tsx';
import { lastFailureOf, type ScriptFailureSeen } from './script-failure.ts';
import { changeScript, isScriptName, limitOf, useScript } from './script-store.ts';
import { ScriptToolbar } from './ScriptToolbar.tsx';
import './script-editor.css';
import { pictured } from '../pictures/parts.ts';
import { PictureMenu } from '../pictures/PictureMenu.tsx';

/** Time without typing after which the draft is looked at. */
const CHECK_AFTER_MS = 350;

interface ScriptDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Where a person writes a provider: its code, what is wrong with it, and what became of it in the running session. */
export function ScriptDialog({ open, onClose }: ScriptDialogProps) {
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          className="dialog script"
          {...pictured('script')}
          initialFocus={false}
          data-testid="script-editor"
        >
          <ScriptEditor onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function ScriptEditor({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation();
  const { source, problems, registered } = useScript();
  const editor = useRef<CodeEditor | null>(null);
  const failure = useLastFailure();
  useChecks(source);
  const marks = useMemo((): readonly Mark[] => {
    const found = (problems ?? []).map((problem): Mark => ({ ...problem, severity: 'error' }));
    // A line of the registered text says nothing about a text that has changed since.
    if (failure === null || registered !== source) return found;
    return [...found, { ...failure, column: 0, severity: 'warning' }];
  }, [problems, failure, registered, source]);
  return (
    <>
      <header className="script-head">
        <Dialog.Title className="dialog-title">{t('script.title')}</Dialog.Title>
        <ScriptToolbar />
        <PictureMenu place="dialog" />
      </header>
      <CodePane
        text={source}
        marks={marks}
        editorRef={editor}
        onChange={(text) => changeScript({ source: text, problems: null })}
      />
      <Findings
        problems={problems}
        failure={failure}
        isCurrent={registered === source}
        onGo={(line, column) => editor.current?.goTo(line, column)}
        onShow={(seq) => {
          onClose();
          selectEvent(seq);
        }}
      />
      <ScriptActions />
    </>
  );
}

/** The two ways to use the script, and what hinders them. */
function ScriptActions() {
  const { t } = useTranslation();
  const { source, name, callMs, problems } = useScript();
  const [refused, setRefused] = useState<LabError | null>(null);
  const [done, setDone] = useState<'used' | 'demonstrated' | null>(null);
  const limit = limitOf(callMs);
  const usable = limit !== null && isScriptName(name) && problems?.length === 0;
  const run = async (
    how: 'used' | 'demonstrated',
    start: (script: ScriptRequest) => Promise<LabError | null>,
  ): Promise<void> => {
    if (limit === null) return;
    const error = await start({ source, name, callMs: limit });
    setRefused(error);
    setDone(error === null ? how : null);
    if (error === null) changeScript({ registered: source });
  };
  return (
    <footer className="script-foot">
      <p className={refused === null ? 'dim' : 'form-problem'} aria-live="polite" data-testid="script-answer">
        {refused?.message ?? (done === null ? t('script.sandbox') : t(`script.done.${done}`, { name }))}
      </p>
      <span className="script-buttons">
        <button type="button" disabled={!usable} onClick={() => void run('demonstrated', demonstrateScript)}>
          {t('script.demonstrate')}
        </button>
        <button
          type="button"
          className="primary"
          disabled={!usable}
          onClick={() => void run('used', registerScript)}
        >
          {t('script.use')}
        </button>
        <Dialog.Close className="button">{t('dialog.close')}</Dialog.Close>
      </span>
    </footer>
  );
}

/** Has the draft looked at when the typing pauses. */
function useChecks(source: string): void {
  useEffect(() => {
    let outdated = false;
    const timer = setTimeout(() => {
      void checkScript(source).then((problems) => {
        if (!outdated) changeScript({ problems });
      });
    }, CHECK_AFTER_MS);
    return () => {
      outdated = true;
      clearTimeout(timer);
    };
  }, [source]);
}

/** The newest failure of the script that is registered now, while the session goes on. */
function useLastFailure(): ScriptFailureSeen | null {
  const model = useView((state) => state.model);
  const revision = useView((state) => state.revision);
  const provider = useEngine(
    (state) => state.status?.providers.findLast(({ id }) => id.startsWith(SCRIPT_ID_PREFIX))?.code ?? 0,
  );
  // The session is written to in place; its revision says when there is more of it.
  // eslint-disable-next-line react-hooks/exhaustive-deps
  return useMemo(() => (model === null ? null : lastFailureOf(model, provider)), [model, provider, revision]);
}
