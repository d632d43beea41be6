import { ContextMenu } from '@base-ui/react/context-menu';
import { Copy, Filter, FilterX, ListFilterPlus } from 'lucide-react';
import { type MouseEvent, type ReactNode, useState } from 'react';
import { useTranslation } from '../use-translation.ts';
import { addNotice } from '../../stores/engine-store.ts';
import { canFilter } from '../../statuses/calls-tab.ts';
import { setFilter, useFilter } from '../../stores/filter-store.ts';
import { type ValueAt, valueAt } from './value-at.ts';

interface ValueMenuProps {
  readonly className: string;
  readonly children: ReactNode;
}

/** The window, with a menu on each value: copy it, or list the events that have the same. */
export function ValueMenu({ className, children }: ValueMenuProps) {
  const { t } = useTranslation();
  const [value, setValue] = useState<ValueAt | null>(null);
  const text = useFilter((state) => state.text.trim());
  const look = (event: MouseEvent): void => {
    const found = event.target instanceof Element ? valueAt(event.target) : null;
    if (found === null) event.stopPropagation();
    else setValue(found);
  };
  const copy = (): void => {
    navigator.clipboard.writeText(value?.text ?? '').catch((error: unknown) => {
      addNotice('warning', t('copy.refused', { reason: String(error) }));
    });
  };
  const filter = canFilter() ? (value?.filter ?? null) : null;
  return (
    <ContextMenu.Root>
      <ContextMenu.Trigger render={<div className={className} onContextMenuCapture={look} />}>
        {children}
      </ContextMenu.Trigger>
      <ContextMenu.Portal>
        <ContextMenu.Positioner className="menu-positioner">
          <ContextMenu.Popup className="menu" data-testid="value-menu">
            <ContextMenu.Item className="menu-item value-item" onClick={copy}>
              <Copy size={13} aria-hidden="true" /> {t('valueMenu.copy')}{' '}
              <code className="value-text">{value?.text}</code>
            </ContextMenu.Item>
            {filter !== null && (
              <>
                <ContextMenu.Separator className="menu-separator" />
                <ContextMenu.Item className="menu-item value-item" onClick={() => setFilter(filter)}>
                  <Filter size={13} aria-hidden="true" /> {t('valueMenu.only')}{' '}
                  <code className="value-text">{filter}</code>
                </ContextMenu.Item>
                {text !== '' && (
                  <ContextMenu.Item
                    className="menu-item value-item"
                    onClick={() => setFilter(`(${text}) && ${filter}`)}
                  >
                    <ListFilterPlus size={13} aria-hidden="true" /> {t('valueMenu.also')}
                  </ContextMenu.Item>
                )}
                <ContextMenu.Item
                  className="menu-item value-item"
                  onClick={() => setFilter(text === '' ? `!(${filter})` : `(${text}) && !(${filter})`)}
                >
                  <FilterX size={13} aria-hidden="true" /> {t('valueMenu.without')}
                </ContextMenu.Item>
              </>
            )}
          </ContextMenu.Popup>
        </ContextMenu.Positioner>
      </ContextMenu.Portal>
    </ContextMenu.Root>
  );
}
