import { useEffect, useId, useImperativeHandle, useLayoutEffect, useRef, useState, type Ref } from 'react';
import { MapController, type MapInputs } from './map-controller.ts';
import { type PageRun, type Pick, type TooltipContent } from './map-model.ts';
import { type DrawableMap } from './map-scene.ts';
import { MapTooltip } from './MapTooltip.tsx';
import './map.css';

export interface MemoryMapProps extends Omit<MapInputs, 'highlightedPages' | 'texts'> {
  readonly labels: MapInputs['texts'];
  readonly highlightedPages?: readonly PageRun[] | undefined;
  /** Calls back whenever the model may have changed, at most once a frame; gives a function that ends it. */
  readonly subscribe: (listener: () => void) => () => void;
  readonly tooltipFor: (pick: Pick) => TooltipContent;
  /** Draw without WebGL even where it works. */
  readonly forceCanvas2d?: boolean | undefined;
  readonly handleRef?: Ref<DrawableMap> | undefined;
}

const NO_PAGES: readonly PageRun[] = [];

/** The memory map. React renders it when its properties change; frames are the controller's business. */
export function MemoryMap(props: MemoryMapProps) {
  const { labels, subscribe, tooltipFor, forceCanvas2d = false, handleRef } = props;
  const inputs: MapInputs = { ...props, texts: labels, highlightedPages: props.highlightedPages ?? NO_PAGES };
  const [controller] = useState(() => new MapController(inputs));
  const host = useRef<HTMLDivElement>(null);
  const keysId = useId();
  useImperativeHandle(handleRef, () => controller, [controller]);
  useLayoutEffect(() => {
    if (host.current === null) return undefined;
    return controller.attach(host.current, forceCanvas2d);
  }, [controller, forceCanvas2d]);
  // After every rendering: the controller itself finds out what is new.
  useEffect(() => controller.update(inputs));
  useEffect(() => subscribe(() => controller.takeChanges()), [controller, subscribe]);
  return (
    <>
      <div
        ref={host}
        className="memory-map"
        role="application"
        aria-label={labels.map}
        aria-describedby={keysId}
        tabIndex={0}
        data-testid="memory-map"
      />
      <span id={keysId} hidden>
        {labels.keys}
      </span>
      <MapTooltip hovered={controller.hovered} contentOf={tooltipFor} />
    </>
  );
}
