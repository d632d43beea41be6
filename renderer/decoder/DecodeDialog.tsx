import { Dialog } from '@base-ui/react/dialog';
import { useMemo, useRef } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type BrokenDump } from '../../electron/contract/core.ts';
import { CopyButtons } from './CopyButtons.tsx';
import { placeInText, viewOf, type DecodedView } from './decoded-view.ts';
import { changeDecoder, useDecoder } from './decoder-store.ts';
import { DecoderToolbar } from './DecoderToolbar.tsx';
import { HexView } from './HexView.tsx';
import { MemberTable } from './MemberTable.tsx';
import { usePointing } from './pointing.ts';
import { SAMPLES } from './samples.ts';
import { Verdict } from './Verdict.tsx';
import './decoder.css';
import { pictured } from '../pictures/parts.ts';
import { PictureMenu } from '../pictures/PictureMenu.tsx';

interface DecodeDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Bytes in, meaning out: decodes an NDIS_SHARED_MEMORY_PARAMETERS from a debugger's dump while it is typed. */
export function DecodeDialog({ open, onClose }: DecodeDialogProps) {
  const input = useRef<HTMLTextAreaElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          className="dialog decoder"
          {...pictured('decode')}
          initialFocus={input}
          data-testid="decoder"
        >
          <Decoder input={input} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

function Decoder({ input }: { readonly input: React.RefObject<HTMLTextAreaElement | null> }) {
  const { t } = useTranslation();
  const { text, architecture, version } = useDecoder();
  const view = useMemo(() => viewOf(text, architecture, version), [text, architecture, version]);
  const goTo = ({ line, column }: BrokenDump): void => {
    const place = placeInText(text, line, column);
    input.current?.focus();
    input.current?.setSelectionRange(place, place + 1);
  };
  return (
    <>
      <header className="decoder-head">
        <Dialog.Title className="dialog-title">
          {t('decode.title')} <span className="mono">NDIS_SHARED_MEMORY_PARAMETERS</span>
        </Dialog.Title>
        <DecoderToolbar architecture={view?.architecture ?? null} />
        <PictureMenu place="dialog" />
      </header>
      <div className="decoder-input">
        <textarea
          ref={input}
          className="mono"
          aria-label={t('decode.input')}
          aria-invalid={view?.problem != null}
          placeholder={t('decode.placeholder')}
          spellCheck={false}
          autoComplete="off"
          wrap="off"
          value={text}
          onChange={(event) => changeDecoder({ text: event.target.value })}
        />
        {view?.problem != null && <Problem problem={view.problem} onGo={goTo} />}
      </div>
      {view === null ? <Start /> : <Decoded view={view} />}
      <footer className="decoder-foot">
        <CopyButtons source={view?.source ?? null} />
        <Dialog.Close className="button">{t('dialog.close')}</Dialog.Close>
      </footer>
    </>
  );
}

function Decoded({ view }: { readonly view: DecodedView }) {
  const pointing = usePointing();
  const members = useRef<HTMLDivElement>(null);
  const show = (name: string): void =>
    members.current?.querySelector<HTMLElement>(`[data-span="${CSS.escape(name)}"]`)?.focus();
  return (
    <div className="decoder-body">
      <div className="decoder-bytes">
        <HexView view={view} pointing={pointing} />
        <Verdict view={view} onShow={show} />
      </div>
      <div className="decoder-members" ref={members}>
        <MemberTable view={view} pointing={pointing} />
      </div>
    </div>
  );
}

interface ProblemProps {
  readonly problem: BrokenDump;
  readonly onGo: (problem: BrokenDump) => void;
}

/** Where the text stops being a dump; what was read before stays on screen. */
function Problem({ problem, onGo }: ProblemProps) {
  const { t } = useTranslation();
  const { line, column, detail, found, bytes } = problem;
  return (
    <p className="decoder-problem" role="alert" data-testid="dump-problem">
      <b>{t('decode.place', { line, column })}</b>{' '}
      {found.startsWith('"') && <>{t('decode.found', { found })} </>}
      {t(`decode.problem.${problem.problem}`, { detail })}{' '}
      {bytes.length > 0 && t('decode.kept', { count: bytes.length })}{' '}
      <button type="button" className="link" onClick={() => onGo(problem)}>
        {t('decode.goThere')}
      </button>
    </p>
  );
}

/** Nothing is typed yet: how to get bytes, and dumps to try. */
function Start() {
  const { t } = useTranslation();
  return (
    <div className="decoder-start">
      <p>{t('decode.how')}</p>
      <p className="mono commands">
        db &lt;address&gt; L48 · dd &lt;address&gt; L12 · dq &lt;address&gt; L9 · dps &lt;address&gt; L9
      </p>
      <h3>{t('decode.samples')}</h3>
      <ul>
        {SAMPLES.map(({ id, text, version }) => (
          <li key={id}>
            <button
              type="button"
              className="sample"
              onClick={() => changeDecoder({ text, version, architecture: null })}
            >
              <b>{t(`decode.sample.${id}.name`)}</b>
              <span className="dim">{t(`decode.sample.${id}.what`)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
