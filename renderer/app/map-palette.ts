import { type MapPalette } from '../map/map-model.ts';
import { themeColour } from './theme-colours.ts';

/** The map's colours of the theme that is on. */
export const readMapPalette = (): MapPalette => ({
  background: themeColour('background'),
  free: themeColour('free'),
  edge: themeColour('background'),
  padding: themeColour('background'),
  dimmed: themeColour('category-0'),
  categories: [1, 2, 3, 4, 5, 6, 7, 8].map((index) => themeColour(`category-${index}`)),
  selection: themeColour('selection'),
  hover: themeColour('hover'),
  highlight: themeColour('accent'),
  text: themeColour('dim'),
  nodeLine: themeColour('line-strong'),
  font: themeColour('font-ui'),
  fontMono: themeColour('font-mono'),
});
