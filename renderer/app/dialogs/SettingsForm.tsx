import { type ReactNode, useId, useState } from 'react';
import { useTranslation } from '../use-translation.ts';
import {
  ANIMATIONS,
  LANGUAGES,
  LOG_MEMORY_MIB,
  NOTIFICATIONS,
  NUMBERS,
  preferences,
  THEMES,
  UNITS,
  ZOOM,
} from '../../../electron/contract/preferences.ts';
import { changePreferences, usePreferences } from '../commands/preferences.ts';
import { useFormat } from '../format.ts';
import { parseNumber } from '../parse-number.ts';

const MIB = 2 ** 20;
const ZOOMS = Array.from(
  { length: Math.round((ZOOM.most - ZOOM.least) / ZOOM.step) + 1 },
  (_, step) => ZOOM.least + step * ZOOM.step,
);

/** What a person chooses for every session. Each choice is kept and takes effect at once. */
export function SettingsForm() {
  const { t } = useTranslation();
  const format = useFormat();
  const chosen = usePreferences();
  return (
    <div className="settings">
      <Choice name="theme" options={THEMES} chosen={chosen.theme} />
      <Choice name="language" options={LANGUAGES} chosen={chosen.language} />
      <Row label={t('settings.zoom')} hint={t('settings.zoomHint')}>
        {(id) => (
          <select
            id={id}
            name="zoom"
            value={chosen.zoom}
            onChange={(event) => void changePreferences({ zoom: Number(event.target.value) })}
          >
            {ZOOMS.map((zoom) => (
              <option key={zoom} value={zoom}>
                {format.percent(zoom)}
              </option>
            ))}
          </select>
        )}
      </Row>
      <Choice name="units" options={UNITS} chosen={chosen.units} />
      <Choice name="numbers" options={NUMBERS} chosen={chosen.numbers} />
      <Choice name="animation" options={ANIMATIONS} chosen={chosen.animation} />
      <Choice name="notifications" options={NOTIFICATIONS} chosen={chosen.notifications} />
      <MemoryLimit mebibytes={chosen.logMemoryMiB} />
    </div>
  );
}

interface RowProps {
  readonly label: string;
  readonly hint?: string;
  /** The control, which gets the id that its label points to. */
  readonly children: (id: string) => ReactNode;
}

function Row({ label, hint, children }: RowProps) {
  const id = useId();
  return (
    <div className="setting">
      <label htmlFor={id}>{label}</label>
      {children(id)}
      {hint !== undefined && <p className="dim">{hint}</p>}
    </div>
  );
}

type ChoiceName = 'theme' | 'language' | 'units' | 'numbers' | 'animation' | 'notifications';

interface ChoiceProps {
  readonly name: ChoiceName;
  readonly options: readonly string[];
  readonly chosen: string;
}

function Choice({ name, options, chosen }: ChoiceProps) {
  const { t } = useTranslation();
  const choose = (value: string): void => {
    const changed = preferences.partial().safeParse({ [name]: value });
    if (changed.success) void changePreferences({ [name]: changed.data[name] });
  };
  return (
    <Row label={t(`settings.${name}`)}>
      {(id) => (
        <select id={id} name={name} value={chosen} onChange={(event) => choose(event.target.value)}>
          {options.map((option) => (
            <option key={option} value={option}>
              {t(`settings.choice.${name}.${option}`)}
            </option>
          ))}
        </select>
      )}
    </Row>
  );
}

/** A limit is taken when it has been typed to the end: half a number would move half a log to the disk. */
function MemoryLimit({ mebibytes }: { readonly mebibytes: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [text, setText] = useState(`${mebibytes} MiB`);
  const bytes = parseNumber(text);
  const typed = bytes === null ? NaN : Math.round(bytes / MIB);
  const good = typed >= LOG_MEMORY_MIB.least && typed <= LOG_MEMORY_MIB.most;
  const limits = {
    least: format.bytes(LOG_MEMORY_MIB.least * MIB),
    most: format.bytes(LOG_MEMORY_MIB.most * MIB),
  };
  const keep = (): void => {
    if (good && typed !== mebibytes) void changePreferences({ logMemoryMiB: typed });
  };
  return (
    <Row
      label={t('settings.logMemory')}
      hint={good ? t('settings.logMemoryHint') : t('settings.logMemoryProblem', limits)}
    >
      {(id) => (
        <input
          id={id}
          name="logMemory"
          className="mono"
          value={text}
          aria-invalid={!good}
          onChange={(event) => setText(event.target.value)}
          onBlur={keep}
          onKeyDown={(event) => {
            if (event.key === 'Enter') keep();
          }}
        />
      )}
    </Row>
  );
}
