import { type ExportFormat } from '../contract/schemas.ts';
import { type LongWorkKind } from './long-work.ts';

/** The words that the main process shows itself: those of its dialogs, and of the menu until the page is there. */
export interface MainWords {
  readonly file: string;
  /** Why a file of the list cannot be opened. */
  readonly recentIsGone: string;
  /** Said when a person keeps the session instead of opening something else. */
  readonly sessionKept: string;
  /** The question before an unsaved session goes, and its answers. */
  readonly unsaved: {
    readonly question: string;
    readonly detail: string;
    readonly save: string;
    readonly discard: string;
    readonly cancel: string;
  };
  readonly sessions: string;
  readonly saveSession: string;
  readonly savePicture: string;
  readonly recordingHasNoEngine: string;
  readonly engineIsBusy: string;
  /** Said when the machine of a session from a file was made again and did not do the same. */
  readonly wentAnotherWay: string;
  readonly tooManyBranches: string;
  /** Name of the branch that keeps what was undone. */
  readonly undone: string;
  readonly chooseTrace: string;
  readonly traces: string;
  readonly allFiles: string;
  readonly exportIsBusy: string;
  readonly lessonLeads: string;
  readonly openLesson: string;
  readonly lessonFiles: string;
  readonly saveScore: string;
  /** Name of the file with the score, without its ending. */
  readonly scoreName: string;
  readonly saveHandout: string;
  readonly noLesson: string;
  readonly speakerNotes: string;
  readonly saveLesson: string;
  readonly recordFromNewSession: string;
  readonly nothingRecorded: string;
  /** What a notification says of long work that nobody watched. */
  readonly longWork: {
    readonly ended: Readonly<Record<LongWorkKind, string>>;
    readonly after: (seconds: number) => string;
  };
  /** What each form is called in its dialog. */
  readonly exports: Readonly<Record<ExportFormat, string>>;
}

export const MAIN_WORDS: Readonly<Record<'en' | 'pt', MainWords>> = {
  en: {
    file: 'File',
    recentIsGone: 'this file is not there any more; it was taken off the list of recent files',
    sessionKept: 'The session stays as it is.',
    unsaved: {
      question: 'Save the changes to this session?',
      detail: 'You have made calls or bookmarks since it was last saved. They are lost otherwise.',
      save: 'Save…',
      discard: 'Do not save',
      cancel: 'Cancel',
    },
    sessions: 'Sessions (.ndislab)',
    saveSession: 'Save the session',
    savePicture: 'Save a picture',
    recordingHasNoEngine:
      'This session was read from a file and has no engine yet: go on with it, or start a new session, to make calls.',
    engineIsBusy:
      'The session is being brought back to an earlier moment: wait until that is done, or cancel it.',
    wentAnotherWay:
      'This session cannot go on. Its machine was made again by doing what the file says was done, and another version of this program recorded other events for it. Nothing is lost: the session stays as it was recorded.',
    tooManyBranches: 'A session has 32 branches at most: save it and start a new one.',
    undone: 'Undone',
    chooseTrace: 'Open a session or a recorded trace',
    traces: 'Sessions and traces (.ndislab, .rep, ftrace text, also gzip)',
    allFiles: 'All files',
    exportIsBusy: 'Another export is under way: wait until it is done, or cancel it.',
    lessonLeads: 'A lesson leads this machine: take its step back, or leave the lesson first.',
    openLesson: 'Open a lesson',
    lessonFiles: 'Lessons (.md)',
    saveHandout: 'Save the handout',
    noLesson: 'No lesson is being taken: open one first.',
    saveScore: 'Save the score',
    scoreName: 'score',
    speakerNotes: 'Speaker notes',
    saveLesson: 'Save the lesson',
    recordFromNewSession:
      'A lesson can be recorded in a session of one’s own without workloads and without a change of provider: start a new session, then record.',
    nothingRecorded: 'Nothing was done on this machine since the recording began.',
    longWork: {
      ended: {
        importing: 'Opening the file has ended',
        exporting: 'The export has ended',
        repeating: 'Making the session again has ended',
        measuring: 'Measuring the placement policies has ended',
      },
      after: (seconds) => `It took ${seconds} s. Click to look at it.`,
    },
    exports: {
      csv: 'CSV, a row an event',
      jsonl: 'JSON Lines',
      arrow: 'Apache Arrow stream',
      perfetto: 'Trace for Perfetto (JSON)',
      html: 'Page that replays the session (HTML)',
    },
  },
  pt: {
    file: 'Arquivo',
    recentIsGone: 'este arquivo não existe mais; foi tirado da lista de arquivos recentes',
    sessionKept: 'A sessão fica como está.',
    unsaved: {
      question: 'Salvar as alterações desta sessão?',
      detail: 'Você fez chamadas ou marcadores desde a última vez que a salvou. Sem salvar, eles se perdem.',
      save: 'Salvar…',
      discard: 'Não salvar',
      cancel: 'Cancelar',
    },
    sessions: 'Sessões (.ndislab)',
    saveSession: 'Salvar a sessão',
    savePicture: 'Salvar uma imagem',
    recordingHasNoEngine:
      'Esta sessão foi lida de um arquivo e ainda não tem motor: continue-a ou inicie uma nova sessão para fazer chamadas.',
    engineIsBusy: 'A sessão está voltando a um momento anterior: espere ou cancele.',
    wentAnotherWay:
      'Esta sessão não pode continuar. A máquina foi refeita com o que o arquivo diz que foi feito, e outra versão deste programa gravou outros eventos. Nada se perde: a sessão fica como foi gravada.',
    tooManyBranches: 'Uma sessão tem no máximo 32 ramos: salve-a e comece uma nova.',
    undone: 'Desfeito',
    chooseTrace: 'Abrir uma sessão ou um rastro gravado',
    traces: 'Sessões e rastros (.ndislab, .rep, texto ftrace, também gzip)',
    allFiles: 'Todos os arquivos',
    exportIsBusy: 'Outra exportação está em andamento: espere ou cancele.',
    lessonLeads: 'Uma lição conduz esta máquina: volte o passo dela ou saia da lição antes.',
    openLesson: 'Abrir uma lição',
    lessonFiles: 'Lições (.md)',
    saveHandout: 'Salvar o material impresso',
    noLesson: 'Nenhuma aula está em andamento: abra uma primeiro.',
    saveScore: 'Salvar a pontuação',
    scoreName: 'pontuacao',
    speakerNotes: 'Notas do instrutor',
    saveLesson: 'Salvar a lição',
    recordFromNewSession:
      'Uma lição pode ser gravada numa sessão própria, sem cargas de trabalho e sem troca de provedor: comece uma nova sessão e então grave.',
    nothingRecorded: 'Nada foi feito nesta máquina desde o início da gravação.',
    longWork: {
      ended: {
        importing: 'A abertura do arquivo terminou',
        exporting: 'A exportação terminou',
        repeating: 'A sessão terminou de ser refeita',
        measuring: 'A medição das políticas de posicionamento terminou',
      },
      after: (seconds) => `Levou ${seconds} s. Clique para ver.`,
    },
    exports: {
      csv: 'CSV, uma linha por evento',
      jsonl: 'JSON Lines',
      arrow: 'Fluxo Apache Arrow',
      perfetto: 'Rastro para o Perfetto (JSON)',
      html: 'Página que reproduz a sessão (HTML)',
    },
  },
};
