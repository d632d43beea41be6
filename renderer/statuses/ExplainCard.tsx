import { useEffect, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import {
  diagnosticName,
  diagnosticSeverity,
  ruleOf,
  statusHex,
  statusName,
  statusValue,
} from '../../electron/contract/core.ts';
import { RuleCitation } from '../inspector/RuleCitation.tsx';

interface Shown {
  readonly kind: string;
  readonly code: number;
  readonly x: number;
  readonly y: number;
  /** Above the thing that is explained rather than below. */
  readonly above: boolean;
}

const CARD_PX = 320;

/**
 * What a status, diagnostic or rule means, with its value and its source: over whatever bears `data-explain` while the
 * pointer or the keyboard is on it. One card for the whole window, so that a table of badges costs nothing.
 */
export function ExplainCard() {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    let anchor: Element | null = null;
    const show = ({ target }: Event): void => {
      const element = target instanceof Element ? target.closest('[data-explain]') : null;
      anchor = element;
      const [kind = '', code = ''] = element?.getAttribute('data-explain')?.split(':') ?? [];
      setShown(element === null ? null : { kind, code: Number(code), ...placeBeside(element) });
    };
    const hide = (): void => setShown(null);
    // Only what moves away from under the card takes it along.
    const onScroll = ({ target }: Event): void => {
      if (anchor !== null && target instanceof Node && target.contains(anchor)) hide();
    };
    const onKey = ({ key }: KeyboardEvent): void => {
      if (key === 'Escape') hide();
    };
    document.addEventListener('pointerover', show);
    document.addEventListener('focusin', show);
    document.addEventListener('scroll', onScroll, true);
    document.addEventListener('keydown', onKey, true);
    return () => {
      document.removeEventListener('pointerover', show);
      document.removeEventListener('focusin', show);
      document.removeEventListener('scroll', onScroll, true);
      document.removeEventListener('keydown', onKey, true);
    };
  }, []);
  if (shown === null) return null;
  const { kind, code, x, y, above } = shown;
  return (
    <div
      className={above ? 'explain-card above' : 'explain-card'}
      role="tooltip"
      data-testid="explain-card"
      style={{ left: x, top: y, width: CARD_PX }}
    >
      <Explanation kind={kind} code={code} />
    </div>
  );
}

function Explanation({ kind, code }: Pick<Shown, 'kind' | 'code'>) {
  const { t } = useTranslation();
  if (kind === 'rule') {
    const rule = ruleOf(code);
    return rule === null ? null : <RuleCitation rule={rule} />;
  }
  if (kind === 'diagnostic') {
    const severity = diagnosticSeverity(code) ?? 'note';
    return (
      <>
        <p>
          <b className="mono">{diagnosticName(code)}</b> · {t(`severity.${severity}`)}
        </p>
        <p>{t(`diagnostic.${diagnosticName(code) ?? ''}`)}</p>
        <p className="source">{t('explain.diagnosticSource')}</p>
      </>
    );
  }
  const value = statusValue(code) ?? 0;
  return (
    <>
      <p>
        <b className="mono">{statusName(code)}</b>
      </p>
      <p className="mono">
        {statusHex(code)} = {value | 0}
      </p>
      <p>{t(`status.meaning.${statusName(code) ?? ''}`)}</p>
      <p className="source">
        {t('why.source')}{' '}
        <span className="mono">{code <= 4 ? 'nf-ndis-ndisallocatesharedmemory' : 'ndis/status.h'}</span>
      </p>
    </>
  );
}

/** Below the element, or above it in the lower half of the window; never beyond an edge. */
function placeBeside(element: Element): Pick<Shown, 'x' | 'y' | 'above'> {
  const { left, top, bottom } = element.getBoundingClientRect();
  const above = top > window.innerHeight / 2;
  return {
    x: Math.max(8, Math.min(left, window.innerWidth - CARD_PX - 8)),
    y: above ? top - 6 : bottom + 6,
    above,
  };
}
