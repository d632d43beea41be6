import { type ReactNode } from 'react';

interface IconButtonProps {
  readonly label: string;
  /** The key that does the same. */
  readonly keys: string;
  readonly primary?: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

export function IconButton({ label, keys, primary = false, onClick, children }: IconButtonProps) {
  return (
    <button
      type="button"
      className={primary ? 'icon primary' : 'icon'}
      aria-label={label}
      title={`${label} (${keys})`}
      onClick={onClick}
    >
      {children}
    </button>
  );
}
