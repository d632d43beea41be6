import { Menu } from '@base-ui/react/menu';
import { ListTree } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { EXAMPLE_SCRIPTS } from '../../electron/contract/core.ts';
import { SCRIPT_MS } from '../../electron/contract/schemas.ts';
import { changeScript, isScriptName, limitOf, useScript } from './script-store.ts';

/** Examples, the script's name, and the time that a call of it may take. */
export function ScriptToolbar() {
  const { t } = useTranslation();
  const { name, callMs } = useScript();
  return (
    <div className="script-tools">
      <ExampleMenu />
      <label>
        <span className="dim">{t('script.name')}</span>
        <input
          name="scriptName"
          value={name}
          maxLength={40}
          spellCheck={false}
          aria-invalid={!isScriptName(name)}
          title={isScriptName(name) ? undefined : t('script.badName')}
          onChange={(event) => changeScript({ name: event.target.value })}
        />
      </label>
      <label title={t('script.limitHint', { least: SCRIPT_MS.least, most: SCRIPT_MS.most })}>
        <span className="dim">{t('script.limit')}</span>
        <input
          className="mono script-limit"
          name="callMs"
          inputMode="numeric"
          value={callMs}
          aria-invalid={limitOf(callMs) === null}
          onChange={(event) => changeScript({ callMs: event.target.value })}
        />
        <span className="dim">ms</span>
      </label>
    </div>
  );
}

function ExampleMenu() {
  const { t } = useTranslation();
  return (
    <Menu.Root>
      <Menu.Trigger className="button" data-testid="script-examples">
        <ListTree size={14} aria-hidden="true" /> {t('script.examples')}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {EXAMPLE_SCRIPTS.map(({ id, source }) => (
              <Menu.Item
                key={id}
                className="menu-item"
                title={t(`script.example.${id}.what`)}
                onClick={() => changeScript({ source, name: id, problems: null })}
              >
                {t(`script.example.${id}.name`)}
              </Menu.Item>
            ))}
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
