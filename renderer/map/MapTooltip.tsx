import { useLayoutEffect, useRef, useSyncExternalStore } from 'react';
import { createPortal } from 'react-dom';
import { type HoverStore } from './hover-store.ts';
import { type Pick, type TooltipContent } from './map-model.ts';
import { placeTooltip } from './tooltip-place.ts';

interface MapTooltipProps {
  readonly hovered: HoverStore;
  readonly contentOf: (pick: Pick) => TooltipContent;
}

/** What is under the pointer, in words. Renders when another page is hovered; follows the pointer without rendering. */
export function MapTooltip({ hovered, contentOf }: MapTooltipProps) {
  const pick = useSyncExternalStore(hovered.subscribe, hovered.getPick);
  const box = useRef<HTMLDivElement>(null);
  // After every rendering, not only the first: other words give the tooltip another size.
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return undefined;
    const place = (): void => {
      const size = { width: element.offsetWidth, height: element.offsetHeight };
      const { x, y } = placeTooltip(hovered.pointer, size, { width: innerWidth, height: innerHeight });
      element.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
    };
    place();
    return hovered.subscribe(place);
  });
  if (pick === null) return null;
  const content = contentOf(pick);
  if (content === null || content === undefined) return null;
  return createPortal(
    <div ref={box} className="memory-map-tooltip" role="tooltip" data-testid="map-tooltip">
      {isLines(content) ? content.map((line, index) => <div key={index}>{line}</div>) : content}
    </div>,
    document.body,
  );
}

const isLines = (content: TooltipContent): content is readonly string[] =>
  Array.isArray(content) && content.every((line) => typeof line === 'string');
