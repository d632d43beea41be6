import { useTranslation } from '../app/use-translation.ts';
import { StatusBadge } from '../statuses/StatusBadge.tsx';
import { useFormat } from '../app/format.ts';
import { type DecodedView } from './decoded-view.ts';

/** Code of NDIS_STATUS_INVALID_PARAMETER in the records: what every rule of the structure itself ends with. */
const INVALID_PARAMETER = 3;

interface VerdictProps {
  readonly view: DecodedView;
  /** Shows a member of the structure. */
  readonly onShow: (name: string) => void;
}

/** What NDIS would say to the structure, and what the dump lacks for a full answer. */
export function Verdict({ view, onShow }: VerdictProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { decoded, bytes, missingBytes, extraBytes } = view;
  const [first] = decoded.broken;
  return (
    <section className="verdict-box" aria-live="polite" data-testid="verdict">
      <p className="mono dim">
        {view.architecture} · {t('decode.revision', { revision: decoded.revision })} ·{' '}
        {t('decode.read', { count: bytes.length })}
      </p>
      {first === undefined ? (
        <p className={missingBytes > 0 ? undefined : 'verdict-good'}>
          {missingBytes === 0 && <span aria-hidden="true">✓ </span>}
          {t(missingBytes > 0 ? 'decode.goodSoFar' : 'decode.good')}
        </p>
      ) : (
        <>
          <p>
            <StatusBadge code={INVALID_PARAMETER} full />
          </p>
          <p>
            {t('decode.broken', {
              count: decoded.broken.length,
              shown: format.integer(decoded.broken.length),
            })}{' '}
            {t('decode.decides', { rule: first })}
          </p>
          <p className="broken-rules">
            {decoded.members.flatMap(({ name, broken }) =>
              broken.map((id) => (
                <button key={id} type="button" className="small mono" onClick={() => onShow(name)}>
                  <b className="rule-id">{id}</b> {name}
                </button>
              )),
            )}
          </p>
        </>
      )}
      {missingBytes > 0 && (
        <p className="note-line">
          {t('decode.short', {
            count: missingBytes,
            revision: decoded.revision,
            needed: decoded.neededBytes,
          })}
        </p>
      )}
      {extraBytes > 0 && <p className="note-line">{t('decode.extra', { count: extraBytes })}</p>}
      {decoded.dirtyPadding.length > 0 && <p className="note-line">{t('decode.dirtyVerdict')}</p>}
      <details>
        <summary>{t('decode.undecided', { count: decoded.undecided.length })}</summary>
        <ul>
          {decoded.undecided.map((id) => (
            <li key={id}>
              <b className="rule-id">{id}</b> {t(`rule.${id}`)}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}
