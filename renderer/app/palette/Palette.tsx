import { Dialog } from '@base-ui/react/dialog';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { useTranslation } from '../use-translation.ts';
import { KeyCaps } from '../commands/KeyCaps.tsx';
import { useFormat } from '../format.ts';
import { type PaletteItem, paletteItems } from './palette-items.ts';
import './palette.css';
import { notPictured } from '../../pictures/parts.ts';

interface PaletteProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Everything that can be done, by typing some letters of it; and places to go to, by their number or name. */
export function Palette({ open, onClose }: PaletteProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" {...notPictured} />
        <Dialog.Popup
          className="dialog palette"
          {...notPictured}
          initialFocus={input}
          aria-label={t('palette.title')}
          data-testid="palette"
        >
          <Search inputRef={input} onClose={onClose} />
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface SearchProps {
  readonly inputRef: React.RefObject<HTMLInputElement | null>;
  readonly onClose: () => void;
}

function Search({ inputRef, onClose }: SearchProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(0);
  const listId = useId();
  const list = useRef<HTMLUListElement>(null);
  const items = useMemo(() => paletteItems(typed, t, format), [typed, t, format]);

  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [chosen, items]);

  const give = (item: PaletteItem | undefined): void => {
    if (item === undefined) return;
    // First away with the palette: a command may open a dialog of its own.
    onClose();
    item.run();
  };
  const onKey = (event: KeyboardEvent): void => {
    const last = items.length - 1;
    const to = {
      ArrowDown: chosen === last ? 0 : chosen + 1,
      ArrowUp: chosen === 0 ? last : chosen - 1,
      PageDown: Math.min(last, chosen + 8),
      PageUp: Math.max(0, chosen - 8),
    }[event.key];
    if (event.key === 'Enter') give(items[chosen]);
    else if (to === undefined) return;
    else setChosen(Math.max(0, to));
    event.preventDefault();
  };

  return (
    <>
      <input
        ref={inputRef}
        type="text"
        role="combobox"
        aria-expanded={items.length > 0}
        aria-controls={listId}
        aria-activedescendant={items.length > 0 ? `${listId}-${chosen}` : undefined}
        aria-autocomplete="list"
        aria-label={t('palette.title')}
        placeholder={t('palette.placeholder')}
        spellCheck={false}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setChosen(0);
        }}
        onKeyDown={onKey}
      />
      {items.length === 0 ? (
        <p className="empty palette-empty" role="status">
          {t('palette.nothing')}
        </p>
      ) : (
        <ul className="palette-items" role="listbox" id={listId} ref={list} aria-label={t('palette.title')}>
          {items.map((item, index) => (
            <li
              key={item.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === chosen}
              data-command={item.id}
              onPointerMove={() => setChosen(index)}
              onClick={() => give(item)}
            >
              <span className="palette-label">{item.label}</span>
              <span className="dim">{item.group}</span>
              {item.keys !== null && <KeyCaps keys={item.keys} />}
            </li>
          ))}
        </ul>
      )}
      <p className="dim palette-hint">{t('palette.hint')}</p>
    </>
  );
}
