// @ts-check
// Runs in the page, put there by Playwright: functions of their own text alone, without anything of this module.

/**
 * Before any script of the page: every WebGL drawing is waited for, so that its time is inside the frame that asked
 * for it. Without this, software GL would draw in another process while the clock looks away.
 */
export function forceDrawings() {
  const draw = WebGL2RenderingContext.prototype.drawArrays;
  const pixel = new Uint8Array(4);
  WebGL2RenderingContext.prototype.drawArrays = function (
    /** @type {number} */ mode,
    /** @type {number} */ first,
    /** @type {number} */ count,
  ) {
    draw.call(this, mode, first, count);
    this.readPixels(0, 0, 1, 1, this.RGBA, this.UNSIGNED_BYTE, pixel);
  };
}

/**
 * Selects block after block, each when the one before is shown, and takes the time from the press until the frame that
 * answers it is drawn, and until every panel shows the block.
 * @param {number} count
 * @returns {Promise<{ answered: number[], shown: number[] }>} milliseconds, each sorted
 */
export async function meterSelections(count) {
  const map = /** @type {HTMLElement} */ (document.querySelector('[data-testid=memory-map]'));
  const box = map.getBoundingClientRect();
  // A press that no mouse made cannot be captured.
  map.setPointerCapture = () => undefined;
  const later = new MessageChannel();
  const message = () =>
    new Promise((resolve) => {
      later.port1.onmessage = resolve;
      later.port2.postMessage(null);
    });
  const answered = [];
  const shown = [];
  for (let turn = 0; turn < count; turn++) {
    const at = {
      clientX: box.left + box.width * (0.5 + 0.42 * Math.sin(turn * 0.37)),
      clientY: box.top + box.height * (0.5 + 0.42 * Math.cos(turn * 0.23)),
      bubbles: true,
    };
    const start = await new Promise((resolve) => {
      requestAnimationFrame(() => {
        const now = performance.now();
        later.port1.onmessage = () => resolve(now);
        map.dispatchEvent(new PointerEvent('pointerdown', at));
        map.dispatchEvent(new PointerEvent('pointerup', at));
        // The message comes when this frame is drawn.
        later.port2.postMessage(null);
      });
    });
    answered.push(performance.now() - start);
    while (window.labProbe?.isSelectionShown() !== true) await message();
    shown.push(performance.now() - start);
    await new Promise(requestAnimationFrame);
  }
  const rising = (/** @type {number} */ one, /** @type {number} */ two) => one - two;
  return { answered: answered.sort(rising), shown: shown.sort(rising) };
}

/**
 * Does something in each of many frames, and takes the time from the frame's beginning until everything that it led
 * to is done: handlers, React, style, layout and drawing.
 * @param {{ frames: number, act: string }} what act: zoom, pan, hover, rows or none
 * @returns {Promise<{ work: number[], interval: number[] }>} milliseconds: work sorted, intervals in order
 */
export async function meterFrames({ frames, act }) {
  const map = /** @type {HTMLElement} */ (document.querySelector('[data-testid=memory-map]'));
  const box = map.getBoundingClientRect();
  // A place that moves over the whole map, the same in every run.
  const at = (/** @type {number} */ frame) => ({
    clientX: box.left + box.width * (0.5 + 0.42 * Math.sin(frame * 0.37)),
    clientY: box.top + box.height * (0.5 + 0.42 * Math.cos(frame * 0.23)),
    bubbles: true,
    cancelable: true,
  });
  /** @type {Record<string, (frame: number) => void>} */
  const acts = {
    none: () => undefined,
    zoom: (frame) =>
      map.dispatchEvent(new WheelEvent('wheel', { ...at(frame), deltaY: frame % 40 < 20 ? -60 : 60 })),
    pan: (frame) =>
      map.dispatchEvent(
        new WheelEvent('wheel', { ...at(frame), shiftKey: true, deltaX: frame % 60 < 30 ? 40 : -40 }),
      ),
    hover: (frame) => map.dispatchEvent(new PointerEvent('pointermove', at(frame))),
    rows: (frame) => {
      const rows = document.querySelector('[data-testid=calls] [role=grid]');
      if (rows !== null) rows.scrollTop = ((frame * 7919) % 997) * (rows.scrollHeight / 997);
    },
  };
  const work = [];
  const interval = [];
  const afterwards = new MessageChannel();
  let last = 0;
  for (let frame = 0; frame < frames; frame++) {
    const began = await new Promise((resolve) => {
      requestAnimationFrame(() => {
        const start = performance.now();
        afterwards.port1.onmessage = () => resolve(start);
        acts[act]?.(frame);
        // The message comes when this frame is drawn; what the act has put off stands before it.
        afterwards.port2.postMessage(null);
      });
    });
    work.push(performance.now() - began);
    if (last > 0) interval.push(began - last);
    last = began;
  }
  const rising = (/** @type {number} */ one, /** @type {number} */ two) => one - two;
  return { work: work.sort(rising), interval };
}
