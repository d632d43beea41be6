import { type SessionModel } from '../stores/session-model.ts';

export interface Selection {
  readonly selectedSeq: number | null;
  readonly selectedBlock: number | null;
}

/** What is selected, on the timeline: the event as a line, and the life of its block as a bar at the foot. */
export class SelectionMark {
  private readonly event = part('selected-event');
  private readonly life = part('selected-life');
  private shown = '';

  /** Puts the marks on another plot. */
  place(over: HTMLElement): void {
    over.append(this.life, this.event);
    this.shown = '';
  }

  /**
   * Once a frame.
   * @param leftOf CSS px from the plot's left edge to where so many events have happened
   */
  move(model: SessionModel, selection: Selection, width: number, leftOf: (events: number) => number): void {
    const { selectedSeq, selectedBlock } = selection;
    const at = selectedSeq === null ? null : leftOf(selectedSeq + 1);
    const life = selectedBlock === null ? null : lifeOf(model, selectedBlock);
    const from = life === null ? null : Math.max(0, leftOf(life.from));
    const to = life === null ? null : Math.min(width, leftOf(life.to));
    const state = `${at} ${from} ${to} ${width}`;
    if (state === this.shown) return;
    this.shown = state;
    this.event.hidden = at === null || !Number.isFinite(at) || at < -1 || at > width + 1;
    if (at !== null && !this.event.hidden) this.event.style.transform = `translateX(${at}px)`;
    this.life.hidden = from === null || to === null || !(to > from);
    if (from !== null && to !== null && !this.life.hidden) {
      this.life.style.transform = `translateX(${from}px)`;
      this.life.style.width = `${Math.max(2, to - from)}px`;
    }
  }

  remove(): void {
    this.event.remove();
    this.life.remove();
  }
}

/** Events that had happened when a block was made and when it was gone; a living one lives up to the end of the log. */
function lifeOf(
  { history }: SessionModel,
  block: number,
): { readonly from: number; readonly to: number } | null {
  const made = history.madeAt(block);
  const ended = history.endedAt(block);
  return made < 0 ? null : { from: made + 1, to: ended < 0 ? history.events : ended + 1 };
}

function part(name: string): HTMLElement {
  const element = document.createElement('div');
  element.className = name;
  element.dataset['testid'] = name;
  element.hidden = true;
  return element;
}
