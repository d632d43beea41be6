import { walk } from '../../inspector/step-store.ts';
import { stepToBookmark } from '../../stores/bookmarks.ts';
import { clearLoop, markLoop, useLoop } from '../../stores/loop.ts';
import { changeSpeed, follow, seek, step, stepToNotable, togglePlay } from '../../stores/playback.ts';
import { type Command } from './command.ts';

const time = (id: string, keys: readonly string[], run: () => void): Command => ({
  id,
  group: 'time',
  keys,
  run,
});

export const TIME_COMMANDS: readonly Command[] = [
  time('play-pause', ['Space'], togglePlay),
  time('stepBack', ['ArrowLeft'], () => step(-1)),
  time('stepOn', ['ArrowRight'], () => step(1)),
  time('stepTenBack', ['Shift+ArrowLeft'], () => step(-10)),
  time('stepTenOn', ['Shift+ArrowRight'], () => step(10)),
  time('toStart', ['Home'], () => seek(0)),
  time('follow', ['End', 'L'], follow),
  time('nextNotable', ['N'], () => stepToNotable(1)),
  time('previousNotable', ['P'], () => stepToNotable(-1)),
  time('nextBookmark', ['Shift+N'], () => stepToBookmark(1)),
  time('previousBookmark', ['Shift+P'], () => stepToBookmark(-1)),
  time('slower', [','], () => changeSpeed(-1)),
  time('faster', ['.'], () => changeSpeed(1)),
  time('loopFrom', ['['], () => markLoop('from')),
  time('loopTo', [']'], () => markLoop('to')),
  {
    id: 'clearLoop',
    group: 'time',
    enabled: () => {
      const { from, to } = useLoop.getState();
      return from !== null || to !== null;
    },
    run: clearLoop,
  },
  time('walkBack', ['J'], () => walk(-1)),
  time('walkOn', ['K'], () => walk(1)),
];
