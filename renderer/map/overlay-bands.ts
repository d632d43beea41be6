import { parseColour, toCss } from './css-colour.ts';
import { type MapPalette } from './map-model.ts';
import { type MapView, type MarkedBlock } from './map-view.ts';

/** The block's virtual range, above the memory: place and height in CSS px. */
const BAR_TOP_PX = 1.5;
const BAR_PX = 5;
/** More bands than this would be a grey veil: the pieces keep their outlines, the bands thin out to lines. */
const MAX_BANDS = 96;
const BAND_VEIL = 0.11;
const BAND_LINE = 0.5;

/** A 2D canvas's part that draws bands. */
type BandContext = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'bezierCurveTo' | 'lineTo' | 'closePath' | 'fill' | 'stroke' | 'fillRect'
> & { fillStyle: unknown; strokeStyle: unknown; lineWidth: number };

/**
 * The virtual range of a scattered block as a bar above the memory, and a band from each part of it to the physical
 * pages that it stands for. Drawn for the pieces that are in view.
 */
export function drawBands(
  context: BandContext,
  view: MapView,
  palette: MapPalette,
  { block, runs }: MarkedBlock,
  piecesInView: number,
): void {
  if (runs.length < 2 || piecesInView === 0 || view.mode === 'time') return;
  const { area } = view;
  const total = runs.reduce((sum, { pages }) => sum + pages, 0);
  const selection = parseColour(palette.selection);
  context.lineWidth = 1;
  let before = 0;
  runs.forEach((run, index) => {
    const left = area.x + (before / total) * area.width;
    const width = (run.pages / total) * area.width;
    before += run.pages;
    const [piece] = index < MAX_BANDS ? view.rectsOfBlock(block, [run], 1) : [];
    context.fillStyle = toCss(selection, piece === undefined ? 0.35 : 0.9);
    context.fillRect(left, BAR_TOP_PX, Math.max(0.5, width - 1), BAR_PX);
    if (piece === undefined) return;
    const top = BAR_TOP_PX + BAR_PX;
    const bend = (top + piece.y) / 2;
    context.beginPath();
    context.moveTo(left, top);
    context.bezierCurveTo(left, bend, piece.x, bend, piece.x, piece.y);
    context.lineTo(piece.x + piece.width, piece.y);
    context.bezierCurveTo(piece.x + piece.width, bend, left + width, bend, left + width, top);
    context.closePath();
    context.fillStyle = toCss(selection, BAND_VEIL);
    context.fill();
    context.strokeStyle = toCss(selection, BAND_LINE);
    context.stroke();
  });
}
