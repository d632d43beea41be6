import { useTranslation } from '../app/use-translation.ts';
import { type Check } from '../../electron/contract/lessons.ts';

/** What is expected and what the engine has; names and numbers of the engine, so nothing of it is translated. */
export function CheckList({ checks }: { readonly checks: readonly Check[] }) {
  const { t } = useTranslation();
  return (
    <ul className="check-list" data-testid="checks">
      {checks.map(({ subject, expected, found, met }, index) => (
        <li key={index} data-met={met}>
          <span aria-hidden="true">{met ? '✓' : '○'}</span>
          <span>
            <span className="visually-hidden">{t(met ? 'learn.met' : 'learn.missing')} </span>
            <span className="mono">{subject}</span>:{' '}
            <b className="mono">{expected === '' ? '∅' : expected}</b>
            {!met && <span className="dim"> · {t('learn.found', { found })}</span>}
          </span>
        </li>
      ))}
    </ul>
  );
}
