import { z } from 'zod';
import { type Alternative } from '../../core/lab/alternatives.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { appMenuRequest } from './app-menu.ts';
import {
  type CheckedLesson,
  exportLessonRequest,
  exportScoreRequest,
  lessonAction,
  type LessonCard,
  type LessonReport,
  type LessonSource,
  lessonTextRequest,
  openLessonRequest,
  recordLessonRequest,
} from './lessons.ts';
import { pictureRequest } from './pictures.ts';
import { preferences } from './preferences.ts';
import { type ShippedPart } from './licences.ts';
import { sayOfContract as say } from './contract-sentences.ts';
import { type Result } from './result.ts';
import { parseSaid } from './said-issue.ts';
import {
  allocateManyRequest,
  allocateRequest,
  alternativesRequest,
  bookmarksRequest,
  type Bootstrap,
  checkScriptRequest,
  demonstrationRequest,
  droppedFile,
  engineRequest,
  freeRequest,
  machineCommand,
  measurePoliciesRequest,
  newSessionRequest,
  openSampleRequest,
  paceRequest,
  recentRequest,
  type ScriptProblem,
  scriptRequest,
  closeProviderRequest,
  useProviderRequest,
  exportRequest,
  forkRequest,
  branchRequest,
  renameBranchRequest,
  historyRequest,
} from './schemas.ts';

const nothing = z.undefined();

/**
 * Every request that can be made of the main process: its name and what its payload must be. The bridge offers the page
 * these, but for those of the preload itself; the gate accepts exactly these.
 */
export const CHANNELS = {
  /** Answers what the page needs before it can draw. */
  bootstrap: nothing,
  /** Sends the message port of the event stream; the stream starts over from event 0. */
  openStream: nothing,
  allocate: allocateRequest,
  /** The same call several times; answers where the first stands in the log, and how many were made. */
  allocateMany: allocateManyRequest,
  free: freeRequest,
  /** Answers what would work in place of a call, each tried on a machine of its own in the same state. */
  alternatives: alternativesRequest,
  cancelAlternatives: nothing,
  /** The switch allocates one more queue and completes it; answers its id. */
  openQueue: nothing,
  /** A request or indication of the drivers on screen; answers where its first event stands in the log. */
  machine: machineCommand,
  /** The switch's protocol driver registers another provider; answers where that stands in the log. */
  useProvider: useProviderRequest,
  /** Closes the bindings that a provider serves; answers what that recorded. */
  closeProvider: closeProviderRequest,
  /** Goes another way from a moment on; answers how many events the new branch begins with. */
  fork: forkRequest,
  switchBranch: branchRequest,
  renameBranch: renameBranchRequest,
  history: historyRequest,
  newSession: newSessionRequest,
  startDemonstration: demonstrationRequest,
  /** Answers what is wrong with a script, without using it. */
  checkScript: checkScriptRequest,
  /** Registers a script for the switch's protocol driver of the running session. */
  useScript: scriptRequest,
  openSample: openSampleRequest,
  /** Shows the system's file dialog and replays the chosen trace. */
  openTrace: z.strictObject({ asRecorded: z.boolean() }),
  /** Ends what is being opened where it is: what was read and replayed until then is kept and shown. */
  cancelImport: nothing,
  /** Opens a file of the list of recent ones. */
  openRecent: recentRequest,
  clearRecents: nothing,
  /** Opens a file that was dropped on the window. */
  openDropped: droppedFile,
  /** Shows the system's file dialog and writes the session to the chosen file. */
  saveSession: nothing,
  /** Shows the system's file dialog and writes a picture of a view to the chosen file. */
  savePicture: pictureRequest,
  /** Shows the system's file dialog and writes the session to the chosen file in another form. */
  exportSession: exportRequest,
  cancelExport: nothing,
  /** Bookmarks of the session, kept with it from now on. */
  setBookmarks: bookmarksRequest,
  /** Opens the session that was left behind, or throws it away. */
  restoreSession: z.strictObject({ open: z.boolean() }),
  controlEngine: engineRequest,
  /** Measures how much memory each policy needs for what the session has asked for so far; the status tells how it goes. */
  measurePolicies: measurePoliciesRequest,
  setPace: paceRequest,
  /** Answers the lessons that come with the program. */
  listLessons: nothing,
  /** Answers what is being taken, as far as the page may know of it. */
  lesson: nothing,
  openLesson: openLessonRequest,
  /** Shows the system's file dialog and opens the chosen lesson. */
  openLessonFile: nothing,
  driveLesson: lessonAction,
  /** Shows the system's file dialog and writes what was predicted and done since the start. */
  exportScore: exportScoreRequest,
  /** Writes down what is done, and answers the lesson that has become of it when it ends. */
  recordLesson: recordLessonRequest,
  /** Answers the text of the lesson in hand. */
  lessonSource: nothing,
  /** Answers what is wrong with a lesson's text, and what it would show. */
  checkLesson: lessonTextRequest,
  /** Takes a lesson as its text stands, before it is saved. */
  tryLesson: lessonTextRequest,
  /** Shows the system's file dialog, beside the session, and writes the lesson to the chosen file. */
  saveLesson: lessonTextRequest,
  /** Shows the system's file dialog and writes the handout of the lesson to the chosen file. */
  exportLesson: exportLessonRequest,
  /** Opens the window with the notes for whoever teaches. */
  speakerNotes: nothing,
  setPreferences: preferences,
  /** Fills the screen with larger type, or goes back. */
  present: z.strictObject({ on: z.boolean() }),
  /** Answers what is shipped with the program, and under which licences. */
  licences: nothing,
  /** Puts the page's commands into the application's menus. */
  showMenu: appMenuRequest,
} as const;

export type ChannelName = keyof typeof CHANNELS;
/** Requests that the preload makes itself: the bridge does not offer them to the page. */
export const PRELOAD_CHANNELS = ['openDropped'] as const satisfies readonly ChannelName[];
export type BridgedChannel = Exclude<ChannelName, (typeof PRELOAD_CHANNELS)[number]>;
export type Payload<Name extends ChannelName> = z.infer<(typeof CHANNELS)[Name]>;

/** What each request answers; requests that are not named answer nothing. */
interface Answers {
  bootstrap: Bootstrap;
  /** Sequence number of the recorded call. */
  allocate: { readonly seq: number };
  allocateMany: { readonly seq: number; readonly events: number };
  free: { readonly seq: number };
  alternatives: { readonly alternatives: readonly Alternative[] };
  openQueue: { readonly queueId: number };
  machine: { readonly seq: number; readonly events: number };
  useProvider: { readonly seq: number };
  closeProvider: { readonly seq: number; readonly events: number };
  fork: { readonly events: number };
  checkScript: { readonly problems: readonly ScriptProblem[] };
  /** Where the registration stands in the log. */
  useScript: { readonly seq: number };
  /** False when the person closed the dialog. */
  openTrace: { readonly opened: boolean };
  /** Events in the file; null when the person closed the dialog. */
  saveSession: { readonly events: number | null };
  /** Events that were written; null when the person closed the dialog or cancelled. */
  exportSession: { readonly events: number | null };
  lesson: LessonReport;
  openLesson: LessonReport;
  /** False when the person closed the dialog. */
  openLessonFile: { readonly opened: boolean };
  driveLesson: LessonReport;
  recordLesson: { readonly text: string | null };
  lessonSource: LessonSource;
  checkLesson: CheckedLesson;
  tryLesson: LessonReport;
  saveLesson: { readonly file: string | null };
  exportScore: { readonly file: string | null };
  /** Name of the file; null when the person closed the dialog. */
  exportLesson: { readonly file: string | null };
  listLessons: { readonly lessons: readonly LessonCard[] };
  /** Name of the file; null when the person closed the dialog. */
  savePicture: { readonly file: string | null };
  licences: { readonly parts: readonly ShippedPart[] };
}
export type Answer<Name extends ChannelName> = Name extends keyof Answers ? Answers[Name] : null;

export const CHANNEL_PREFIX = 'lab:';
/** Main to page: a command of the menu, and the port of the event stream. */
export const MENU_CHANNEL = 'lab-menu';
export const PORT_CHANNEL = 'lab-port';
/** Main to pages: the lesson is not what it was. */
export const LESSON_CHANNEL = 'lab-lesson';

/** What the window with the speaker's notes may ask for. */
export const NOTES_CHANNELS = [
  'bootstrap',
  'lesson',
  'driveLesson',
  'savePicture',
] as const satisfies readonly ChannelName[];

/** The bridge in the page: `window.lab`. */
export type LabBridge = {
  readonly [Name in BridgedChannel]: (
    ...payload: Payload<Name> extends undefined ? [] : [payload: Payload<Name>]
  ) => Promise<Result<Answer<Name>>>;
} & {
  /** Calls back for commands of the menu until the returned function is called. */
  readonly onMenu: (listener: (command: string) => void) => () => void;
  /** Calls back when the lesson has changed. */
  readonly onLesson: (listener: () => void) => () => void;
};

type ParsedPayload<Name extends ChannelName> =
  | { readonly ok: true; readonly value: Payload<Name> }
  | {
      readonly ok: false;
      readonly error: { readonly code: string; readonly field: string; readonly message: Sentence };
    };

/** Parses a payload by its channel's schema; the error names the first bad field and what was expected. */
export function parsePayload<Name extends ChannelName>(name: Name, payload: unknown): ParsedPayload<Name> {
  const parsed = parseSaid<unknown>(CHANNELS[name], payload);
  if (parsed.ok) return { ok: true, value: parsed.value as Payload<Name> };
  const [wrong] = parsed.issues;
  const field = wrong?.issue.path.join('.') ?? '';
  const what = wrong?.sentence ?? say('payload');
  const message =
    field === '' ? say('inChannel', { channel: name, what }) : say('inField', { channel: name, field, what });
  return {
    ok: false,
    error: { code: 'bad-field', field: field === '' ? name : `${name}.${field}`, message },
  };
}
