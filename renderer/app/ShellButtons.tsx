import { CircleQuestionMark, Presentation, Settings } from 'lucide-react';
import { memo } from 'react';
import { ActionMenu } from './ActionMenu.tsx';
import { runCommand } from './commands/registry.ts';
import { useTranslation } from './use-translation.ts';

const BUTTONS = [
  { command: 'shortcuts', keys: '?', icon: CircleQuestionMark },
  { command: 'settings', keys: 'Ctrl+,', icon: Settings },
  { command: 'present', keys: 'F11', icon: Presentation },
] as const;

/** What concerns the window as a whole, for whoever does not know the keys yet. Drawn once, however often its neighbours are. */
export const ShellButtons = memo(function ShellButtons() {
  const { t } = useTranslation();
  const offered = BUTTONS.map(({ command, keys }) => ({
    key: command,
    label: t(`commands.${command}`),
    title: keys,
    run: () => runCommand(command),
  }));
  return (
    <span className="shell-buttons">
      {BUTTONS.map(({ command, keys, icon: Icon }) => (
        <button
          key={command}
          type="button"
          className="icon shell-button"
          aria-label={t(`commands.${command}`)}
          title={`${t(`commands.${command}`)} (${keys})`}
          data-testid={`shell-${command}`}
          onClick={() => runCommand(command)}
        >
          <Icon size={14} aria-hidden="true" />
        </button>
      ))}
      <ActionMenu label={t('statusBar.window')} actions={offered} />
    </span>
  );
});
