import { useTranslation } from './use-translation.ts';
import { MAP_MODES, type MapMode } from '../map/map-view.ts';
import { COLOUR_BYS, type ColourBy } from '../stores/colour-by.ts';
import { setColourBy, setMapMode, useView } from '../stores/view-store.ts';

/** How the memory is laid out: buttons where there is room for them, otherwise a list. */
export function ModePicker() {
  const { t } = useTranslation();
  const mode = useView((state) => state.mapMode);
  return (
    <>
      <div className="segmented map-modes" role="group" aria-label={t('map.mode')} data-testid="map-modes">
        {MAP_MODES.map((option) => (
          <button
            key={option}
            type="button"
            aria-pressed={mode === option}
            title={t(`map.modeHint.${option}`)}
            onClick={() => setMapMode(option)}
          >
            {t(`map.modes.${option}`)}
          </button>
        ))}
      </div>
      <select
        className="map-modes-list"
        aria-label={t('map.mode')}
        value={mode}
        data-testid="map-mode"
        onChange={(event) => {
          const chosen = MAP_MODES.find((option) => option === event.target.value);
          if (chosen !== undefined) setMapMode(chosen);
        }}
      >
        {MAP_MODES.map((option: MapMode) => (
          <option key={option} value={option}>
            {t(`map.modes.${option}`)}
          </option>
        ))}
      </select>
    </>
  );
}

/** What blocks are coloured by. */
export function ColourByPicker() {
  const { t } = useTranslation();
  const colourBy = useView((state) => state.colourBy);
  return (
    <label className="colour-by">
      <span className="dim">{t('map.colourBy')}</span>
      <select
        aria-label={t('map.colourBy')}
        value={colourBy}
        data-testid="colour-by"
        onChange={(event) => {
          const chosen = COLOUR_BYS.find((option) => option === event.target.value);
          if (chosen !== undefined) setColourBy(chosen);
        }}
      >
        {COLOUR_BYS.map((option: ColourBy) => (
          <option key={option} value={option}>
            {t(`map.by.${option}`)}
          </option>
        ))}
      </select>
    </label>
  );
}
