import { useTranslation } from './use-translation.ts';
import { goTo, ROUTES, useRoute } from '../stores/route-store.ts';

/** The views of the window, one button each. */
export function RouteNav() {
  const { t } = useTranslation();
  const current = useRoute((state) => state.route);
  return (
    <nav className="segmented routes" aria-label={t('routes.title')} data-testid="routes">
      {ROUTES.map((route) => (
        <button
          key={route}
          type="button"
          aria-current={current === route ? 'page' : undefined}
          onClick={() => goTo(route)}
        >
          {t(`routes.${route}`)}
        </button>
      ))}
    </nav>
  );
}
