import { useTranslation } from '../use-translation.ts';
import { COMMAND_GROUPS } from './command.ts';
import { KeyCaps } from './KeyCaps.tsx';
import { COMMANDS } from './registry.ts';

/** Keys of the map alone, which moves while they are held; they are no commands. */
const PAN_KEYS = ['W', 'A', 'S', 'D'] as const;

/** Every command that has keys, by what it is about. */
export function ShortcutSheet() {
  const { t } = useTranslation();
  return (
    <div className="shortcut-groups">
      {COMMAND_GROUPS.map((group) => (
        <section key={group}>
          <h3>{t(`commandGroups.${group}`)}</h3>
          <table className="shortcuts">
            <tbody>
              {COMMANDS.filter((command) => command.group === group && command.keys !== undefined).map(
                ({ id, keys }) => (
                  <tr key={id}>
                    <td>{t(`commands.${id}`)}</td>
                    <td>
                      {keys?.map((combination) => (
                        <KeyCaps key={combination} keys={combination} />
                      ))}
                    </td>
                  </tr>
                ),
              )}
              {group === 'map' && (
                <tr>
                  <td>{t('shortcuts.pan')}</td>
                  <td>
                    {PAN_KEYS.map((key) => (
                      <KeyCaps key={key} keys={key} />
                    ))}
                  </td>
                </tr>
              )}
            </tbody>
          </table>
        </section>
      ))}
    </div>
  );
}
