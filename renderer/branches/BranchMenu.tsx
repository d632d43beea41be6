import { type TFunction } from 'i18next';
import { Menu } from '@base-ui/react/menu';
import { Check, GitBranch, GitBranchPlus, Pencil, Redo2, Undo2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from '../app/use-translation.ts';
import { useFormat } from '../app/format.ts';
import { useBookmarkEdits } from '../stores/bookmarks.ts';
import { useEngine } from '../stores/engine-store.ts';
import { useView } from '../stores/view-store.ts';
import {
  branchAtCursor,
  cancelRepeating,
  renameBranch,
  stepHistory,
  switchBranch,
} from './branch-commands.ts';
import { branchRows } from './branch-rows.ts';
import './branches.css';
import { notPictured, pictured } from '../pictures/parts.ts';
import { PictureRow } from '../pictures/PictureMenu.tsx';
import { drawPart } from '../pictures/targets.ts';

/** Undo, redo and the branches of the session; while something is made again, how far that is. */
export function BranchMenu() {
  const { t } = useTranslation();
  const known = useEngine(({ status }) => status !== null);
  const repeating = useEngine(({ status }) => status?.repeating ?? null);
  const recording = useEngine(({ status }) => status?.recording === true);
  const several = useEngine(({ status }) => (status?.branches.length ?? 0) > 1);
  const edited = useBookmarkEdits(({ undo, redo }) => undo || redo);
  if (!known) return null;
  if (repeating !== null) return <Repeating {...repeating} />;
  return (
    <div className="branches" role="group" aria-label={t('branches.title')}>
      {(!recording || edited) && <HistoryButtons />}
      {(several || !recording) && <Branches />}
    </div>
  );
}

function HistoryButtons() {
  const { t } = useTranslation();
  const undo = useEngine(({ status }) => status?.undo ?? null);
  const redo = useEngine(({ status }) => status?.redo ?? null);
  const edits = useBookmarkEdits();
  const things = { undo: edits.undo ? 'bookmarks' : undo, redo: edits.redo ? 'bookmarks' : redo };
  const label = (action: 'undo' | 'redo'): string =>
    things[action] === null
      ? t(`branches.${action}Nothing`)
      : t(`branches.${action}`, { what: t(`branches.did.${things[action]}`) });
  return (
    <>
      <button
        type="button"
        className="icon"
        disabled={things.undo === null}
        aria-label={label('undo')}
        title={`${label('undo')} (Ctrl+Z)`}
        data-testid="undo"
        onClick={() => void stepHistory('undo')}
      >
        <Undo2 size={14} aria-hidden="true" />
      </button>
      <button
        type="button"
        className="icon"
        disabled={things.redo === null}
        aria-label={label('redo')}
        title={`${label('redo')} (Ctrl+Shift+Z)`}
        data-testid="redo"
        onClick={() => void stepHistory('redo')}
      >
        <Redo2 size={14} aria-hidden="true" />
      </button>
    </>
  );
}

function Branches() {
  const { t } = useTranslation();
  const [renaming, setRenaming] = useState(false);
  const id = useEngine(({ status }) => status?.currentBranch);
  const name = useEngine(({ status }) => status?.branches.find((branch) => branch.id === id)?.name);
  const total = useEngine(({ status }) => status?.branches.length ?? 0);
  if (id === undefined || name === undefined) return null;
  if (renaming) return <Rename key={id} id={id} name={name} onDone={() => setRenaming(false)} />;
  const shown = nameOf(name, t);
  return (
    <Menu.Root>
      <Menu.Trigger
        className="button branch-trigger"
        data-testid="branches"
        aria-label={t('branches.current', { name: shown, total })}
      >
        <GitBranch size={14} aria-hidden="true" /> <span className="branch-name">{shown}</span>
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" sideOffset={4} align="start">
          <Menu.Popup className="menu branch-menu" {...pictured('branches')}>
            <BranchItems onRename={() => setRenaming(true)} />
            <Menu.Separator className="menu-separator" {...notPictured} />
            <div {...notPictured}>
              <PictureRow target={{ id: 'branches', draw: () => drawPart('branches', t) }} />
            </div>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

/** Knows how long the branches are, which the trigger, that is always there, need not follow. */
function BranchItems({ onRename }: { readonly onRename: () => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const branches = useEngine(({ status }) => status?.branches) ?? [];
  const current = useEngine(({ status }) => status?.currentBranch);
  const recording = useEngine(({ status }) => status?.recording === true);
  return (
    <>
      {branchRows(branches).map(({ branch, depth }) => (
        <Menu.Item
          key={branch.id}
          className="menu-item branch-item"
          data-testid="branch-item"
          aria-current={branch.id === current}
          onClick={() => void switchBranch(branch.id)}
        >
          <span className="branch-mark" style={{ marginInlineStart: `${depth * 14}px` }}>
            {branch.id === current ? <Check size={13} /> : null}
          </span>
          <span className="branch-name">{nameOf(branch.name, t)}</span>
          <span className="dim mono">
            {branch.parent === null
              ? t('branches.events', { count: branch.events, shown: format.integer(branch.events) })
              : t('branches.from', {
                  fork: format.integer(branch.forkSeq),
                  own: format.integer(branch.events - branch.forkSeq),
                })}
          </span>
        </Menu.Item>
      ))}
      {!recording && (
        <>
          <Menu.Separator className="menu-separator" />
          <BranchHere />
          <Menu.Item className="menu-item" onClick={onRename}>
            <Pencil size={13} aria-hidden="true" /> {t('branches.rename')}
          </Menu.Item>
        </>
      )}
    </>
  );
}

/** The first branch has no name until somebody gives it one. */
const nameOf = (name: string, t: TFunction): string => (name === '' ? t('branches.first') : name);

/** Knows where the cursor is, so that the trigger, which is always there, need not follow it. */
function BranchHere() {
  const { t } = useTranslation();
  const format = useFormat();
  const position = useView((state) => state.position);
  return (
    <Menu.Item className="menu-item" onClick={() => void branchAtCursor()}>
      <GitBranchPlus size={13} aria-hidden="true" />{' '}
      {t('branches.here', { position: format.integer(position) })}
    </Menu.Item>
  );
}

interface RenameProps {
  readonly id: number;
  readonly name: string;
  readonly onDone: () => void;
}

/** Enter takes the name, Escape leaves the old one. */
function Rename({ id, name: before, onDone }: RenameProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(before);
  const finish = (): void => {
    if (name.trim() !== '' && name !== before) void renameBranch(id, name.trim());
    onDone();
  };
  return (
    <input
      className="branch-rename"
      aria-label={t('branches.rename')}
      maxLength={100}
      value={name}
      ref={(element) => element?.focus()}
      onChange={(event) => setName(event.target.value)}
      onBlur={finish}
      onKeyDown={(event) => {
        if (event.key === 'Enter') finish();
        else if (event.key === 'Escape') onDone();
        event.stopPropagation();
      }}
    />
  );
}

function Repeating({ done, total }: { readonly done: number; readonly total: number }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="branches repeating" role="status" data-testid="repeating">
      <progress aria-label={t('branches.repeating')} max={Math.max(1, total)} value={done} />
      <span className="mono">{format.percent(total === 0 ? 0 : Math.min(1, done / total))}</span>
      <button type="button" className="small" onClick={() => void cancelRepeating()}>
        {t('branches.cancel')}
      </button>
    </div>
  );
}
