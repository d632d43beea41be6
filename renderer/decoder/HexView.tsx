import { type KeyboardEvent, useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { type DecodedView, offsetName, type Span, spanAt } from './decoded-view.ts';
import { type Pointing } from './pointing.ts';

const BYTES_A_ROW = 8;

interface HexViewProps {
  readonly view: DecodedView;
  readonly pointing: Pointing;
}

/**
 * The structure's bytes, eight a row as a 64-bit machine aligns them, each in the colour of its member. One stop of the
 * Tab key: arrows move over the bytes.
 */
export function HexView({ view, pointing }: HexViewProps) {
  const { t } = useTranslation();
  const [cursor, setCursor] = useState(0);
  const [focused, setFocused] = useState(false);
  const at = Math.min(cursor, view.sizeOf - 1);
  const moveTo = (offset: number): void => {
    const next = Math.max(0, Math.min(view.sizeOf - 1, offset));
    setCursor(next);
    pointing.focus(spanAt(view, next)?.key ?? null, 'bytes');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Readonly<Record<string, number>> = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -BYTES_A_ROW,
      ArrowDown: BYTES_A_ROW,
      Home: -view.sizeOf,
      End: view.sizeOf,
    };
    const step = steps[event.key];
    if (step === undefined) return;
    event.preventDefault();
    moveTo(at + step);
  };
  const rows = Array.from({ length: Math.ceil(view.sizeOf / BYTES_A_ROW) }, (_, row) => row * BYTES_A_ROW);
  return (
    <div
      className="hex-view"
      role="grid"
      tabIndex={0}
      aria-label={t('decode.bytes')}
      aria-activedescendant={cellId(at)}
      data-testid="hex-view"
      onKeyDown={onKeyDown}
      onFocus={() => {
        setFocused(true);
        moveTo(at);
      }}
      onBlur={() => {
        setFocused(false);
        pointing.focus(null, 'bytes');
      }}
      onPointerLeave={() => pointing.hover(null, 'bytes')}
    >
      {rows.map((row) => (
        <div className="hex-row" role="row" key={row}>
          <span className="hex-offset" role="rowheader">
            {offsetName(row)}
          </span>
          {Array.from({ length: BYTES_A_ROW }, (_, index) => row + index)
            .filter((offset) => offset < view.sizeOf)
            .map((offset) => (
              <HexCell
                key={offset}
                view={view}
                offset={offset}
                pointing={pointing}
                cursor={focused && offset === at}
                onPress={() => moveTo(offset)}
              />
            ))}
          <span className="hex-text" aria-hidden="true">
            {[...view.bytes.subarray(row, Math.min(row + BYTES_A_ROW, view.sizeOf))].map(printable).join('')}
          </span>
        </div>
      ))}
    </div>
  );
}

interface HexCellProps extends HexViewProps {
  readonly offset: number;
  readonly cursor: boolean;
  readonly onPress: () => void;
}

function HexCell({ view, offset, pointing, cursor, onPress }: HexCellProps) {
  const span = spanAt(view, offset);
  const byte = view.bytes[offset];
  const digits = byte === undefined ? '··' : byte.toString(16).padStart(2, '0');
  return (
    <span
      id={cellId(offset)}
      role="gridcell"
      className={looks(span, offset, byte !== undefined, pointing.key, cursor)}
      aria-label={`${offsetName(offset)} ${span?.member === true ? span.key : ''} ${digits}`}
      data-member={span?.key}
      onPointerEnter={() => pointing.hover(span?.key ?? null, 'bytes')}
      onPointerDown={onPress}
    >
      {digits}
    </span>
  );
}

function looks(
  span: Span | null,
  offset: number,
  known: boolean,
  active: string | null,
  cursor: boolean,
): string {
  if (span === null) return 'hex-cell';
  const broken = (span.decoded?.broken.length ?? 0) > 0;
  return [
    'hex-cell',
    `category-${span.colour}`,
    offset === span.offset ? 'starts' : '',
    offset === span.offset + span.bytes - 1 ? 'ends' : '',
    span.member ? '' : span.dirty ? 'dirty' : 'padding',
    known ? '' : 'missing',
    broken ? 'broken' : '',
    span.key === active ? 'active' : '',
    cursor ? 'cursor' : '',
  ]
    .filter((name) => name !== '')
    .join(' ');
}

const cellId = (offset: number): string => `decoded-byte-${offset}`;

const printable = (byte: number): string => (byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : '.');
