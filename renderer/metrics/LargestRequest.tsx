import { useTranslation } from '../app/use-translation.ts';
import { PAGE_SIZE } from '../../electron/contract/core.ts';
import { useFormat } from '../app/format.ts';
import { providerName } from '../app/provider-name.ts';
import { useEngine } from '../stores/engine-store.ts';
import { type SessionModel } from '../stores/session-model.ts';

/** Length is a ULONG. */
const LONGEST_BYTES = 0xffff_ffff;

/** What each provider would still grant, as the provider itself knows it: at the end of the log, not at the cursor. */
export function LargestRequest({ model }: { readonly model: SessionModel }) {
  const { t } = useTranslation();
  const format = useFormat();
  const status = useEngine((state) => state.status);
  if (status === null || status.epoch !== model.info.epoch) return null;
  const shown = (pages: number | null): string =>
    pages === null ? t('figures.unknown') : format.bytes(Math.min(LONGEST_BYTES, pages * PAGE_SIZE));
  return (
    <section className="figure-box" aria-label={t('figures.largestRequest')}>
      <h3>{t('figures.largestRequest')}</h3>
      <p className="dim">{t('figures.largestRequestHint')}</p>
      <table className="parameters">
        <thead>
          <tr>
            <th scope="col">{t('figures.provider')}</th>
            <th scope="col">{t('figures.contiguous')}</th>
            <th scope="col">{t('figures.scattered')}</th>
          </tr>
        </thead>
        <tbody>
          {status.providers.map(({ code, id }, index) => {
            const { contiguousPages = null, pages = null } = status.largestGrants[index] ?? {};
            return (
              <tr key={code}>
                <th scope="row">{providerName(t, id)}</th>
                <td className="mono" data-testid={`largest-contiguous-${id}`} data-value={contiguousPages}>
                  {shown(contiguousPages)}
                </td>
                <td className="mono" data-testid={`largest-any-${id}`} data-value={pages}>
                  {shown(pages)}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
