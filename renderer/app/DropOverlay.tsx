import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import './drop-overlay.css';
import { useTranslation } from './use-translation.ts';

/**
 * Says that a file can be dropped while one is held over the window. The preload opens it: the page is never told where
 * files are.
 */
export function DropOverlay() {
  const { t } = useTranslation();
  const held = useFileHeld();
  if (!held) return null;
  return (
    <div className="drop-overlay" role="status" data-testid="drop-overlay">
      <div className="drop-card">
        <FileDown size={40} aria-hidden="true" />
        <b>{t('drop.title')}</b>
        <span className="dim">{t('drop.what')}</span>
      </div>
    </div>
  );
}

/** Whether a file is held over the window. */
function useFileHeld(): boolean {
  const [held, setHeld] = useState(false);
  useEffect(() => {
    // Elements are entered before the one around them is left: only the count tells when the window is.
    let inside = 0;
    const enter = (event: DragEvent): void => {
      if (event.dataTransfer?.types.includes('Files') !== true) return;
      inside++;
      setHeld(true);
    };
    const leave = (): void => {
      inside = Math.max(0, inside - 1);
      if (inside === 0) setHeld(false);
    };
    const end = (): void => {
      inside = 0;
      setHeld(false);
    };
    window.addEventListener('dragenter', enter);
    window.addEventListener('dragleave', leave);
    window.addEventListener('drop', end);
    return () => {
      window.removeEventListener('dragenter', enter);
      window.removeEventListener('dragleave', leave);
      window.removeEventListener('drop', end);
    };
  }, []);
  return held;
}
