import { type PointerEvent, useEffect, useRef, useState } from 'react';
import { addStroke, clearInk, type Stroke, useInk } from './ink-store.ts';

const WIDTH = 4;

/** A sheet of glass over the window to draw on; Escape wipes it. What is drawn stays when the pointer presses again. */
export function Ink() {
  const { drawing, strokes } = useInk();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [open, setOpen] = useState<Stroke | null>(null);
  useEffect(() => () => void clearInk(), []);
  useEffect(() => {
    const draw = (): void => paint(canvas.current, open === null ? strokes : [...strokes, open]);
    draw();
    window.addEventListener('resize', draw);
    return () => window.removeEventListener('resize', draw);
  }, [strokes, open]);
  if (!drawing && strokes.length === 0) return null;

  const begin = (event: PointerEvent<HTMLCanvasElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    setOpen([event.clientX, event.clientY]);
  };
  const move = ({ clientX, clientY }: PointerEvent): void => {
    if (open !== null) setOpen([...open, clientX, clientY]);
  };
  const end = (): void => {
    if (open !== null) addStroke(open);
    setOpen(null);
  };
  return (
    <canvas
      ref={canvas}
      className={`ink${drawing ? ' drawing' : ''}`}
      data-testid="ink"
      aria-hidden="true"
      onPointerDown={begin}
      onPointerMove={move}
      onPointerUp={end}
      onPointerCancel={end}
    />
  );
}

function paint(canvas: HTMLCanvasElement | null, strokes: readonly Stroke[]): void {
  const context = canvas?.getContext('2d');
  if (canvas === null || !context) return;
  const ratio = window.devicePixelRatio;
  canvas.width = window.innerWidth * ratio;
  canvas.height = window.innerHeight * ratio;
  context.scale(ratio, ratio);
  context.lineWidth = WIDTH;
  context.lineCap = 'round';
  context.lineJoin = 'round';
  context.strokeStyle = getComputedStyle(canvas).color;
  for (const [x = 0, y = 0, ...rest] of strokes) {
    context.beginPath();
    context.moveTo(x, y);
    // A press without a movement is a dot.
    if (rest.length === 0) context.lineTo(x + 0.1, y);
    for (let at = 0; at < rest.length; at += 2) context.lineTo(rest[at] ?? x, rest[at + 1] ?? y);
    context.stroke();
  }
}
