import { useTranslation } from '../app/use-translation.ts';
import { statusName } from '../../electron/contract/core.ts';
import { type ResolvedHighlight } from '../../electron/contract/lessons.ts';

/** Says in words what is lit in the views: nobody has to find it by its colour alone. */
export function PointedAt({ highlights }: { readonly highlights: readonly ResolvedHighlight[] }) {
  const { t } = useTranslation();
  if (highlights.length === 0) return null;
  const name = (highlight: ResolvedHighlight): string => {
    switch (highlight.kind) {
      case 'panel':
        return t(`learn.panel.${highlight.panel}`);
      case 'arrow':
        return t('learn.arrow', { number: highlight.index + 1 });
      case 'row':
        return t('learn.row', { seq: highlight.seq });
      case 'field':
        return highlight.field;
      case 'status':
        return statusName(highlight.status) ?? '';
      case 'pages':
        return t('learn.pages');
    }
  };
  const names = [...new Set(highlights.map(name))];
  return (
    <p className="pointed-at" data-testid="pointed-at">
      <span className="pointed-mark" aria-hidden="true" /> {t('learn.lookAt')} {names.join(' · ')}
    </p>
  );
}
