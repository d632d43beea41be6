import { Menu } from '@base-ui/react/menu';
import { Ellipsis } from 'lucide-react';

/** Something that a menu offers. */
export interface MenuAction {
  readonly key: string;
  readonly label: string;
  /** For the tooltip: the call, OID or indication that it is. */
  readonly title?: string;
  readonly run: () => void;
}

interface ActionMenuProps {
  readonly label: string;
  readonly actions: readonly MenuAction[];
}

/** A button with three dots that opens a menu of what can be done to the thing beside it. */
export function ActionMenu({ label, actions }: ActionMenuProps) {
  return (
    <Menu.Root>
      <Menu.Trigger className="button icon" aria-label={label} title={label}>
        <Ellipsis size={14} aria-hidden="true" />
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {actions.map((one) => (
              <Menu.Item key={one.key} className="menu-item" title={one.title} onClick={one.run}>
                {one.label}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
