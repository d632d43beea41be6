import { Trash2 } from 'lucide-react';
import { useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from '../app/use-translation.ts';
import { targetAt, useCarried } from './carried-block.ts';
import './allocate.css';

/** While a block is dragged off the map: the block at the pointer, and a place nearby where it is freed. */
export function CarriedBlock() {
  const carried = useCarried((state) => state.carried);
  return carried === null ? null : <Carried {...carried} />;
}

interface CarriedProps {
  readonly block: number;
  readonly at: { readonly x: number; readonly y: number };
}

function Carried({ block, at }: CarriedProps) {
  const { t } = useTranslation();
  // On the other half of the window from where the drag began: nothing is freed by a short slip.
  const [above] = useState(at.y > window.innerHeight / 2);
  const over = targetAt(at)?.classList.contains('free-zone') === true;
  return (
    <>
      <div
        className={`free-zone ${above ? 'above' : 'below'} ${over ? 'over' : ''}`}
        data-frees
        data-testid="free-zone"
      >
        <Trash2 size={16} aria-hidden="true" /> {t('form.freeZone')}
      </div>
      {createPortal(
        <div
          className="carried-block mono"
          style={{ transform: `translate(${Math.round(at.x + 12)}px, ${Math.round(at.y + 12)}px)` }}
          aria-hidden="true"
        >
          #{block}
        </div>,
        document.body,
      )}
    </>
  );
}
