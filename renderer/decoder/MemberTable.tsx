import { Fragment, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { listBytes, ruleCode, ruleOf } from '../../electron/contract/core.ts';
import { RuleCitation } from '../inspector/RuleCitation.tsx';
import { type DecodedView, offsetName, type Span } from './decoded-view.ts';
import { directionOf, useMeaning } from './member-words.ts';
import { type Pointing } from './pointing.ts';

interface MemberTableProps {
  readonly view: DecodedView;
  readonly pointing: Pointing;
}

/** Every member with its place, value and meaning, padding between them, and the broken rules right below. */
export function MemberTable({ view, pointing }: MemberTableProps) {
  const { t } = useTranslation();
  const body = useRef<HTMLTableSectionElement>(null);
  const followed = pointing.side === 'bytes' ? pointing.key : null;
  useEffect(() => {
    if (followed !== null) rowOf(body.current, followed)?.scrollIntoView({ block: 'nearest' });
  }, [followed]);
  const stop = view.spans.some(({ key }) => key === pointing.key) ? pointing.key : view.spans[0]?.key;
  return (
    <table className="members" data-testid="decoded-members">
      <thead>
        <tr>
          <th scope="col">{t('decode.offset')}</th>
          <th scope="col">{t('decode.member')}</th>
          <th scope="col">{t('decode.value')}</th>
          <th scope="col">{t('decode.meaning')}</th>
        </tr>
      </thead>
      <tbody
        ref={body}
        onKeyDown={(event) => moveFocus(event, body.current)}
        onPointerLeave={() => pointing.hover(null, 'members')}
      >
        {view.spans.map((span) => (
          <Fragment key={span.key}>
            <tr
              tabIndex={span.key === stop ? 0 : -1}
              className={rowLooks(span, pointing.key)}
              data-span={span.key}
              onPointerEnter={() => pointing.hover(span.key, 'members')}
              onFocus={() => pointing.focus(span.key, 'members')}
              onBlur={() => pointing.focus(null, 'members')}
            >
              {span.member ? <MemberCells span={span} view={view} /> : <PaddingCells span={span} />}
            </tr>
            {span.decoded?.broken.map((id) => (
              <RuleRow key={id} id={id} view={view} />
            ))}
          </Fragment>
        ))}
      </tbody>
    </table>
  );
}

function MemberCells({ span, view }: { readonly span: Span; readonly view: DecodedView }) {
  const { t } = useTranslation();
  const meaningOf = useMeaning();
  const { decoded } = span;
  const direction = directionOf(span.key);
  return (
    <>
      <td className="mono place">
        <i className={`swatch category-${span.colour}`} aria-hidden="true" /> {offsetName(span.offset)}
      </td>
      <th scope="row" className="mono">
        {span.key}
        {direction === 'out' && <span className="direction-out"> {t('parameters.out')}</span>}
      </th>
      <td className="mono">{decoded === null ? '' : '0x' + decoded.value.toString(16)}</td>
      <td className={decoded?.meaning ? 'mono' : undefined}>
        {decoded === null ? (
          <span className="dim">{t('decode.notInDump')}</span>
        ) : (
          breakable(meaningOf(decoded, view.architecture))
        )}
      </td>
    </>
  );
}

function PaddingCells({ span }: { readonly span: Span }) {
  const { t } = useTranslation();
  return (
    <>
      <td className="mono place">
        <i className="swatch padding-swatch" aria-hidden="true" /> {offsetName(span.offset)}
      </td>
      <td colSpan={3}>
        {t('decode.padding', { count: span.bytes })}
        {span.dirty && <span className="dirty-note"> {t('decode.dirty')}</span>}
      </td>
    </>
  );
}

function RuleRow({ id, view }: { readonly id: string; readonly view: DecodedView }) {
  const { t } = useTranslation();
  const rule = ruleOf(ruleCode(id));
  if (rule === null) return null;
  // The rules give the sizes of x64.
  const onX86: Readonly<Record<string, number>> = {
    A9: view.decoded.neededBytes,
    A19: Number(listBytes(1n, 'x86')),
  };
  const count = view.architecture === 'x86' ? onX86[id] : undefined;
  return (
    <tr className="rule-row" data-rule={id}>
      <td colSpan={4}>
        <RuleCitation rule={rule} />
        {count !== undefined && <p className="source">{t('decode.onX86', { count })}</p>}
      </td>
    </tr>
  );
}

const rowLooks = (span: Span, active: string | null): string =>
  [
    span.member ? 'member-row' : 'padding-row',
    span.decoded !== null && span.decoded.broken.length > 0 ? 'at-fault' : '',
    span.key === active ? 'active' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');

const rowOf = (body: HTMLElement | null, key: string): HTMLElement | null =>
  body?.querySelector<HTMLElement>(`[data-span="${CSS.escape(key)}"]`) ?? null;

/** One stop of the Tab key for the whole table: arrows move between the members. */
function moveFocus(event: KeyboardEvent, body: HTMLElement | null): void {
  const rows = [...(body?.querySelectorAll<HTMLElement>('tr[data-span]') ?? [])];
  const at = rows.findIndex((row) => row === document.activeElement);
  const places: Readonly<Record<string, number>> = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    Home: 0,
    End: rows.length - 1,
  };
  const next = rows[places[event.key] ?? -1];
  if (next === undefined) return;
  event.preventDefault();
  next.focus();
}

/** Long identifiers may break behind an underscore; copied text keeps no trace of it. */
const breakable = (text: string): ReactNode =>
  text.split('_').map((part, index) => (
    <Fragment key={index}>
      {index > 0 && (
        <>
          _<wbr />
        </>
      )}
      {part}
    </Fragment>
  ));
