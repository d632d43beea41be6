import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import { BUNDLED_LESSONS } from '../../core/lessons/bundled/bundled-lessons.ts';
import { type Lesson } from '../../core/lessons/lesson.ts';
import { type LessonMistake } from '../../core/lessons/lesson-body.ts';
import { type RegisterLessonScript } from '../../core/lessons/lesson-command.ts';
import {
  type BrokenLesson,
  type CheckedLesson,
  type HandoutFormat,
  type LessonAction,
  type LessonCard,
  type LessonReport,
  type LessonSource,
  type ScoreFormat,
} from '../contract/lessons.ts';
import { fail, ok, type Result } from './result.ts';
import { type ScoredLesson, scoreCsv, scoreJson } from '../files/lesson-score-text.ts';
import { parseLesson, readLessonFile } from '../files/read-lesson.ts';
import { sayOfReading } from '../files/reading-sentences.ts';
import { sentenceOfError } from '../files/system-errors.ts';
import { type LabHost } from './lab-host.ts';
import { checkedLesson, LessonAuthor, wordedMistakes } from './lesson-author.ts';
import { handoutFile } from './lesson-handout.ts';
import { type LessonProgress } from './lesson-progress.ts';
import { sayOfMain } from './main-sentences.ts';
import { saveFile } from './save-file.ts';
import { TakenLesson } from './taken-lesson.ts';
import { type MainWords } from './words.ts';

interface LessonHostOptions {
  readonly host: LabHost;
  readonly progress: LessonProgress;
  readonly registerScript: RegisterLessonScript;
  readonly language: () => 'en' | 'pt';
  /** Where the session lies that was opened or saved last; null while none was. */
  readonly folder: () => string | null;
  /** Told whenever the report is not what it was. */
  readonly onChange: () => void;
}

/** The lessons of the window: which there are, and the one that is being taken with the machine that it leads. */
export class LessonHost {
  private bundled: readonly Lesson[] | null = null;
  private readonly bundledTexts = new Map<string, string>();
  private taken: TakenLesson | null = null;
  /** Its mistakes are worded when they are asked for: the language may have been changed meanwhile. */
  private broken: (Omit<BrokenLesson, 'problems'> & { readonly mistakes: readonly LessonMistake[] }) | null =
    null;
  private openings = 0;
  private readonly author: LessonAuthor;
  /** The text of the lesson in hand. */
  private source: LessonSource = { text: '', file: null };
  /** What was done since the program was started, by lesson. */
  private readonly scores = new Map<string, ScoredLesson>();
  /** One thing at a time: a clicker is quicker than a machine that is made again. */
  private queue: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: LessonHostOptions) {
    const { host } = options;
    this.author = new LessonAuthor(host);
    host.onActed = () => this.noteDone();
    host.onReplaced = () => this.forget();
  }

  /** The bundled lessons in their order, each with how far it has been gone through. */
  cards(): readonly LessonCard[] {
    return this.lessons.map(({ id, number, minutes, title, summary, steps }) => {
      const { stepsDone, exercisesSolved } = this.options.progress.of(id);
      const done = steps.filter((step) => stepsDone.includes(step.id)).length;
      return { id, number, minutes, title, summary, steps: steps.length, stepsDone: done, exercisesSolved };
    });
  }

  private get shownBroken(): BrokenLesson | null {
    if (this.broken === null) return null;
    const { file, text, mistakes } = this.broken;
    return { file, text, problems: wordedMistakes(mistakes, this.options.host.say) };
  }

  get report(): LessonReport {
    const { taken, openings, options, author } = this;
    const { epoch, say } = options.host;
    const broken = this.shownBroken;
    if (taken === null) return { openings, lesson: null, broken, recorded: author.recorded };
    const { step, ...state } = taken.state;
    const problem = step.problem && say(step.problem);
    const lesson = { ...state, step: { ...step, problem }, epoch };
    return { openings, lesson, broken, recorded: author.recorded };
  }

  openBundled(id: string): Promise<Result<LessonReport>> {
    return this.inTurn(async () => {
      const lesson = this.lessons.find((known) => known.id === id);
      if (lesson === undefined)
        return fail({ code: 'no-lesson', field: 'id', message: sayOfMain('noLesson', { id }) });
      await this.begin(lesson, { text: this.bundledTexts.get(id) ?? '', file: null });
      return ok(this.report);
    });
  }

  /** Asks the person for a lesson file; false when the dialog was closed. */
  async choose(window: BrowserWindow, words: MainWords): Promise<Result<{ readonly opened: boolean }>> {
    const chosen = await dialog.showOpenDialog(window, {
      title: words.openLesson,
      properties: ['openFile'],
      filters: [{ name: words.lessonFiles, extensions: ['md'] }],
    });
    const [path] = chosen.filePaths;
    if (chosen.canceled || path === undefined) return ok({ opened: false });
    await this.openFile(path);
    return ok({ opened: true });
  }

  /** Opens a lesson file. One that is broken is reported with its mistakes; what was going on goes on. */
  openFile(path: string): Promise<void> {
    return this.inTurn(async () => {
      const read = await readLessonFile(path);
      const text = await readFile(path, 'utf8').catch(() => '');
      if (read.ok) await this.begin(read.lesson, { text, file: path });
      else {
        this.broken = { file: basename(path), text, mistakes: read.problems };
        this.openings++;
      }
      this.changed();
    });
  }

  drive(action: LessonAction): Promise<Result<LessonReport>> {
    return this.inTurn(async () => {
      const { taken } = this;
      if (action.kind === 'dismiss') this.broken = null;
      else if (action.kind === 'close') {
        this.forget();
        this.options.host.takeBack();
      } else if (taken !== null) {
        const before = taken.lab;
        await taken.act(action);
        // Another session may have taken the machine's place meanwhile.
        if (this.taken === taken) this.show(taken, taken.lab !== before);
      }
      this.changed();
      return ok(this.report);
    });
  }

  /** Writes what was predicted and done since the program was started where the person says. */
  async exportScore(
    window: BrowserWindow,
    words: MainWords,
    format: ScoreFormat,
  ): Promise<Result<{ readonly file: string | null }>> {
    const chosen = await dialog.showSaveDialog(window, {
      title: words.saveScore,
      defaultPath: `${words.scoreName}.${format}`,
      filters: [{ name: format.toUpperCase(), extensions: [format] }],
    });
    const path = chosen.filePath;
    if (chosen.canceled || !path) return ok({ file: null });
    const scored = [...this.scores.values()].sort((one, two) => one.lesson.number - two.lesson.number);
    try {
      await writeFile(path, format === 'csv' ? scoreCsv(scored, this.options.language()) : scoreJson(scored));
      return ok({ file: basename(path) });
    } catch (error) {
      const message = sayOfReading('inFile', { file: path, what: sentenceOfError(error) });
      return fail({ code: 'bad-file', message });
    }
  }

  /** Writes the handout of the lesson that is being taken where the person says. */
  async exportHandout(
    window: BrowserWindow,
    words: MainWords,
    format: HandoutFormat,
  ): Promise<Result<{ readonly file: string | null }>> {
    const { registerScript } = this.options;
    const language = this.options.language();
    const lesson = this.taken?.lesson;
    if (lesson === undefined) return fail({ code: 'no-lesson', message: words.noLesson });
    return saveFile(window, {
      title: words.saveHandout,
      name: `${String(lesson.number).padStart(2, '0')}-${lesson.id}-${language}`,
      extension: format,
      content: () => handoutFile(lesson, format, language, registerScript),
    });
  }

  record(action: 'start' | 'stop' | 'discard', words: MainWords): Result<{ readonly text: string | null }> {
    if (action === 'discard') this.author.discard();
    const answer = action === 'discard' ? ok({ text: null }) : this.author[action](words);
    this.changed();
    return answer;
  }

  get sourceInHand(): LessonSource {
    const { text, file } = this.source;
    return { text, file: file === null ? null : basename(file) };
  }

  check(text: string): CheckedLesson {
    return checkedLesson(this.sourceInHand.file ?? 'lesson.md', text, this.options.host.say);
  }

  /** Takes a lesson as it is being written. */
  tryText(text: string): Promise<Result<LessonReport>> {
    return this.inTurn(async () => {
      const read = parseLesson(this.sourceInHand.file ?? 'lesson.md', text);
      if (!read.ok) {
        const { say } = this.options.host;
        return fail({ code: 'bad-lesson', message: read.messages.map(say).join('\n') });
      }
      await this.begin(read.lesson, { text, file: this.source.file });
      return ok(this.report);
    });
  }

  /** Writes a lesson where the person says: beside its file, else beside the session. */
  async save(
    window: BrowserWindow,
    words: MainWords,
    text: string,
  ): Promise<Result<{ readonly file: string | null }>> {
    const { file } = this.source;
    const folder = this.options.folder();
    const beside = file ?? (folder === null ? 'lesson.md' : join(folder, 'lesson.md'));
    const chosen = await dialog.showSaveDialog(window, {
      title: words.saveLesson,
      defaultPath: beside,
      filters: [{ name: words.lessonFiles, extensions: ['md'] }],
    });
    const path = chosen.filePath;
    if (chosen.canceled || !path) return ok({ file: null });
    try {
      await writeFile(path, text);
      this.source = { text, file: path };
      return ok({ file: basename(path) });
    } catch (error) {
      const message = sayOfReading('inFile', { file: path, what: sentenceOfError(error) });
      return fail({ code: 'bad-file', message });
    }
  }

  private async begin(lesson: Lesson, source: LessonSource): Promise<void> {
    const score = this.scores.get(lesson.id)?.score;
    this.source = source;
    const file = source.file === null ? null : basename(source.file);
    this.taken = await TakenLesson.begin(lesson, file, this.options.registerScript, score, Date.now());
    this.broken = null;
    this.openings++;
    this.show(this.taken, true);
    this.changed();
  }

  /** Shows the lesson's machine, and keeps what was done so far. */
  private show(taken: TakenLesson, otherMachine: boolean): void {
    const { host, language } = this.options;
    const { number, title } = taken.lesson;
    if (otherMachine) host.lead(taken.lab, `${number} ${title[language()]}`);
    else host.changed();
    this.keepScore(taken);
  }

  private noteDone(): void {
    const { taken } = this;
    if (taken === null) {
      if (this.author.recorded !== null) this.changed();
      return;
    }
    taken.noteDone();
    this.keepScore(taken);
    this.changed();
  }

  private keepScore({ lesson, player, exercisesSolved }: TakenLesson): void {
    const { progress } = this.options;
    const before = this.scores.get(lesson.id);
    this.scores.set(lesson.id, { lesson, score: player.score, exercisesSolved });
    progress.noteSteps(lesson.id, player.score.stepsDone);
    if (exercisesSolved > (before?.exercisesSolved ?? 0)) progress.noteExercise(lesson.id);
  }

  private forget(): void {
    this.taken = null;
    this.broken = null;
    this.changed();
  }

  private changed(): void {
    this.options.onChange();
  }

  private inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = this.queue.then(work);
    this.queue = done.catch(() => undefined);
    return done;
  }

  /** Read when they are first asked for: a start without lessons does not wait for them. */
  private get lessons(): readonly Lesson[] {
    this.bundled ??= BUNDLED_LESSONS.flatMap(({ name, source }) => {
      const read = parseLesson(name, source);
      if (!read.ok) return [];
      this.bundledTexts.set(read.lesson.id, source);
      return [read.lesson];
    }).sort((one, two) => one.number - two.number);
    return this.bundled;
  }
}
