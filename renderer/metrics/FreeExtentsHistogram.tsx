import { useTranslation } from '../app/use-translation.ts';
import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';

/** Free extents by size class, as bars of one row each: the table is the picture. */
export function FreeExtentsHistogram({ histogram }: { readonly histogram: Float64Array }) {
  const { t } = useTranslation();
  const format = useFormat();
  const last = histogram.findLastIndex((count) => count > 0);
  const most = Math.max(1, ...histogram);
  return (
    <section className="figure-box" aria-label={t('figures.histogram')}>
      <h3>{t('figures.histogram')}</h3>
      {last < 0 ? (
        <p className="dim">{t('figures.nothingFree')}</p>
      ) : (
        <table className="histogram">
          <thead>
            <tr>
              <th scope="col">{t('figures.extentSize')}</th>
              <th scope="col">{t('figures.extents')}</th>
            </tr>
          </thead>
          <tbody>
            {Array.from(histogram.subarray(0, last + 1), (count, size) => (
              <tr key={size} data-testid={`extents-${size}`} data-value={count}>
                <th scope="row" className="mono">
                  {format.bytes(2 ** size * PAGE_SIZE)}
                </th>
                <td>
                  <span className="bar-line" style={{ inlineSize: `${(count / most) * 100}%` }} />
                  <span className="mono">{format.integer(count)}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
