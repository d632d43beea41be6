import { Dialog } from '@base-ui/react/dialog';
import { FileDown, FilePlus, FolderOpen, GraduationCap, Play } from 'lucide-react';
import { type ReactNode, type RefObject, useEffect, useRef } from 'react';
import { useTranslation } from '../use-translation.ts';
import { refreshLessons, useLessonList } from '../../learn/lesson-list-store.ts';
import { useWords } from '../../learn/use-words.ts';
import { openLesson } from '../../stores/lesson-store.ts';
import { goTo } from '../../stores/route-store.ts';
import { useEngine } from '../../stores/engine-store.ts';
import { openDialog } from '../environment.ts';
import { openRecent, openSample, openTrace, startDemonstration } from '../lab-commands.ts';
import './welcome.css';
import { pictured } from '../../pictures/parts.ts';
import { PictureMenu } from '../../pictures/PictureMenu.tsx';

/** Lessons that are named; the others are in their own view. */
const LESSONS_NAMED = 4;

/** Recent files that are named; the others are in the menu. */
const RECENTS_NAMED = 4;

interface WelcomePageProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** What greets a newcomer, and whoever wants to begin with something else. */
export function WelcomePage({ open, onClose }: WelcomePageProps) {
  const { t } = useTranslation();
  const start = useRef<HTMLButtonElement>(null);
  return (
    <Dialog.Root open={open} onOpenChange={(next) => !next && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="backdrop" />
        <Dialog.Popup
          className="dialog welcome-page"
          initialFocus={start}
          {...pictured('welcome')}
          data-testid="welcome-page"
        >
          <Dialog.Title className="dialog-title">{t('welcome.title')}</Dialog.Title>
          <PictureMenu place="dialog" />
          <Dialog.Description className="welcome-what">{t('welcome.what')}</Dialog.Description>
          <Choices onClose={onClose} start={start} />
          <footer className="welcome-foot">
            <span className="dim">{t('welcome.again')}</span>
            <Dialog.Close className="button">{t('dialog.close')}</Dialog.Close>
          </footer>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface ChoicesProps {
  readonly onClose: () => void;
  /** The way in for most, which has the focus first. */
  readonly start: RefObject<HTMLButtonElement | null>;
}

function Choices({ onClose, start }: ChoicesProps) {
  const { t } = useTranslation();
  /** First away with the page: what was chosen may ask something itself. */
  const then = (run: () => unknown) => (): void => {
    onClose();
    run();
  };
  return (
    <>
      <button
        ref={start}
        type="button"
        className="primary welcome-start"
        data-testid="welcome-demonstration"
        onClick={then(startDemonstration)}
      >
        <Play size={16} aria-hidden="true" /> {t('welcome.demonstration')}
      </button>
      <div className="welcome-columns">
        <Lessons then={then} />
        <section>
          <h3>{t('welcome.begin')}</h3>
          <Choice
            icon={<FolderOpen size={14} aria-hidden="true" />}
            label={t('welcome.openFile')}
            onChoose={then(() => openTrace(false))}
          />
          <Choice
            icon={<FilePlus size={14} aria-hidden="true" />}
            label={t('welcome.newSession')}
            onChoose={then(() => openDialog('newSession'))}
          />
          <p className="welcome-drop">
            <FileDown size={14} aria-hidden="true" /> {t('welcome.drop')}
          </p>
          <Recents then={then} />
          <h3>{t('welcome.samples')}</h3>
          <Choice label={t('welcome.sampleRep')} onChoose={then(() => openSample('rep', false))} />
          <Choice label={t('welcome.sampleFtrace')} onChoose={then(() => openSample('ftrace', true))} />
        </section>
      </div>
    </>
  );
}

type Then = (run: () => unknown) => () => void;

function Lessons({ then }: { readonly then: Then }) {
  const { t } = useTranslation();
  const words = useWords();
  const lessons = useLessonList((state) => state.lessons);
  useEffect(() => void refreshLessons(), []);
  return (
    <section>
      <h3>{t('welcome.lessons')}</h3>
      {lessons?.slice(0, LESSONS_NAMED).map(({ id, number, title, minutes }) => (
        <Choice
          key={id}
          label={`${number}. ${words(title)}`}
          hint={t('learn.minutes', { minutes })}
          onChoose={then(() => {
            goTo('learn');
            void openLesson(id);
          })}
        />
      ))}
      <Choice
        icon={<GraduationCap size={14} aria-hidden="true" />}
        label={t('welcome.allLessons', { count: lessons?.length ?? 0 })}
        onChoose={then(() => goTo('learn'))}
      />
    </section>
  );
}

/** Files that were opened or saved last. */
function Recents({ then }: { readonly then: Then }) {
  const { t } = useTranslation();
  const recents = useEngine((state) => state.recents);
  if (recents.length === 0) return null;
  return (
    <>
      <h3>{t('menu.recents')}</h3>
      {recents.slice(0, RECENTS_NAMED).map(({ name, folder }, index) => (
        <Choice
          key={`${folder}/${name}`}
          label={name}
          hint={folder}
          onChoose={then(() => openRecent(index))}
        />
      ))}
    </>
  );
}

interface ChoiceProps {
  readonly icon?: ReactNode;
  readonly label: string;
  readonly hint?: string;
  readonly onChoose: () => void;
}

function Choice({ icon, label, hint, onChoose }: ChoiceProps) {
  return (
    <button type="button" className="welcome-choice" onClick={onChoose}>
      {icon}
      <span>{label}</span>
      {hint !== undefined && <span className="dim">{hint}</span>}
    </button>
  );
}
