import { useEffect, useRef } from 'react';
import { elementsOf } from '../../../electron/contract/core.ts';
import { mapHandle } from '../../stores/map-handle.ts';
import { type SessionModel } from '../../stores/session-model.ts';
import { useView } from '../../stores/view-store.ts';
import { onFrame } from '../frame-loop.ts';

/** Rows of pages that the light falls on; a block in more pieces is lit in its first ones. */
const MOST_SPOTS = 256;
/** How dark the rest becomes, and how far the light reaches beyond the block. CSS px. */
const SHADE = 0.62;
const HALO = 4;

interface Spot {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Darkens the map around the selected block, wherever the map shows it. */
export function SelectionSpotlight() {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let drawn = '';
    return onFrame(() => {
      const element = canvas.current;
      const map = document.querySelector('.presenting .memory-map');
      if (element === null) return;
      const place = map?.getBoundingClientRect();
      const spots = place === undefined ? [] : selectedSpots();
      const key = JSON.stringify([place, spots, window.devicePixelRatio]);
      if (key === drawn) return;
      drawn = key;
      draw(element, place, spots);
    });
  }, []);
  return <canvas className="spotlight" ref={canvas} aria-hidden="true" data-testid="spotlight" />;
}

/** Where the rows of the selected block are, inside the map. */
function selectedSpots(): readonly Spot[] {
  const { model, selectedBlock } = useView.getState();
  const handle = mapHandle.current;
  if (model === null || selectedBlock === null || handle === null) return [];
  const spots: Spot[] = [];
  for (const page of pagesOf(model, selectedBlock)) {
    const rect = handle.pageRect(page);
    const last = spots.at(-1);
    if (rect === null) continue;
    if (last !== undefined && last.y === rect.y && Math.abs(last.x + last.width - rect.x) < 1)
      spots[spots.length - 1] = { ...last, width: rect.x + rect.width - last.x };
    else if (spots.push(rect) >= MOST_SPOTS) break;
  }
  return spots;
}

function* pagesOf(model: SessionModel, block: number): Iterable<number> {
  const seq = model.recorded.seqOfBlock(block);
  if (seq < 0 || seq >= model.cursor.position) return;
  for (const { firstPage, pages } of elementsOf(model.recorded, seq)) {
    for (let page = 0; page < pages; page++) yield firstPage - model.basePage + page;
  }
}

function draw(element: HTMLCanvasElement, place: DOMRect | undefined, spots: readonly Spot[]): void {
  const context = element.getContext('2d');
  const parent = element.parentElement?.getBoundingClientRect();
  if (context === null || parent === undefined) return;
  const scale = window.devicePixelRatio;
  element.width = Math.round(parent.width * scale);
  element.height = Math.round(parent.height * scale);
  if (place === undefined || spots.length === 0) return;
  context.scale(scale, scale);
  context.translate(place.x - parent.x, place.y - parent.y);
  context.fillStyle = `rgb(0 0 0 / ${SHADE})`;
  context.fillRect(0, 0, place.width, place.height);
  for (const { x, y, width, height } of spots)
    context.clearRect(x - HALO, y - HALO, width + 2 * HALO, height + 2 * HALO);
}
