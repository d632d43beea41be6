import { type ExportFormat, type MenuCommand } from '../contract/schemas.ts';

/** The words that the main process shows itself: the menu and its dialogs. */
export interface MainWords {
  readonly file: string;
  readonly openTrace: string;
  readonly openTraceAsRecorded: string;
  readonly sampleRep: string;
  readonly sampleGit: string;
  readonly sampleFtrace: string;
  readonly sessions: string;
  readonly savePicture: string;
  readonly recordingHasNoEngine: string;
  readonly engineIsBusy: string;
  readonly tooManyBranches: string;
  /** Name of the branch that keeps what was undone. */
  readonly undone: string;
  readonly quit: string;
  readonly lab: string;
  readonly view: string;
  readonly language: string;
  readonly theme: string;
  readonly system: string;
  readonly dark: string;
  readonly light: string;
  readonly help: string;
  readonly reload: string;
  readonly fullScreen: string;
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
  readonly speakerNotes: string;
  readonly exportAs: string;
  /** What each form is called, in the menu and in its dialog. */
  readonly exports: Readonly<Record<ExportFormat, string>>;
  readonly commands: Readonly<Record<MenuCommand, string>>;
}

export const MAIN_WORDS: Readonly<Record<'en' | 'pt', MainWords>> = {
  en: {
    file: 'File',
    openTrace: 'Open session or trace…',
    openTraceAsRecorded: 'Open kernel trace as recorded…',
    sampleRep: 'Sample: heap of a Perl program',
    sampleGit: 'Sample: heap of git log',
    sampleFtrace: 'Sample: page allocator of a Linux kernel',
    sessions: 'Sessions (.ndislab)',
    savePicture: 'Save a picture',
    recordingHasNoEngine:
      'This session was read from a file and has no engine: start a new session to make calls.',
    engineIsBusy:
      'The session is being brought back to an earlier moment: wait until that is done, or cancel it.',
    tooManyBranches: 'A session has 32 branches at most: save it and start a new one.',
    undone: 'Undone',
    quit: 'Quit',
    lab: 'Lab',
    view: 'View',
    language: 'Language',
    theme: 'Theme',
    system: 'As the system',
    dark: 'Dark',
    light: 'Light',
    help: 'Help',
    reload: 'Reload the window',
    fullScreen: 'Full screen',
    chooseTrace: 'Open a session or a recorded trace',
    traces: 'Sessions and traces (.ndislab, .rep, ftrace text, also gzip)',
    allFiles: 'All files',
    exportIsBusy: 'Another export is under way: wait until it is done, or cancel it.',
    lessonLeads: 'A lesson leads this machine: take its step back, or leave the lesson first.',
    openLesson: 'Open a lesson',
    lessonFiles: 'Lessons (.md)',
    saveHandout: 'Save the handout',
    saveScore: 'Save the score',
    scoreName: 'score',
    speakerNotes: 'Speaker notes',
    exportAs: 'Export',
    exports: {
      csv: 'CSV, a row an event',
      jsonl: 'JSON Lines',
      arrow: 'Apache Arrow stream',
      perfetto: 'Trace for Perfetto (JSON)',
      html: 'Page that replays the session (HTML)',
    },
    commands: {
      demonstration: 'Start the VMQ demonstration',
      save: 'Save session…',
      bookmark: 'Set or remove a bookmark',
      'play-pause': 'Play or pause the view',
      decode: 'Decode bytes…',
      script: 'Write a provider…',
      'zoom-in': 'Zoom in on the map',
      'zoom-out': 'Zoom out of the map',
      fit: 'Whole memory',
      shortcuts: 'Keyboard shortcuts',
      about: 'About',
    },
  },
  pt: {
    file: 'Arquivo',
    openTrace: 'Abrir sessão ou rastro…',
    openTraceAsRecorded: 'Abrir rastro do kernel como gravado…',
    sampleRep: 'Exemplo: heap de um programa Perl',
    sampleGit: 'Exemplo: heap do git log',
    sampleFtrace: 'Exemplo: alocador de páginas de um kernel Linux',
    sessions: 'Sessões (.ndislab)',
    savePicture: 'Salvar uma imagem',
    recordingHasNoEngine:
      'Esta sessão foi lida de um arquivo e não tem motor: inicie uma nova sessão para fazer chamadas.',
    engineIsBusy: 'A sessão está voltando a um momento anterior: espere ou cancele.',
    tooManyBranches: 'Uma sessão tem no máximo 32 ramos: salve-a e comece uma nova.',
    undone: 'Desfeito',
    quit: 'Sair',
    lab: 'Laboratório',
    view: 'Exibir',
    language: 'Idioma',
    theme: 'Tema',
    system: 'Como o sistema',
    dark: 'Escuro',
    light: 'Claro',
    help: 'Ajuda',
    reload: 'Recarregar a janela',
    fullScreen: 'Tela cheia',
    chooseTrace: 'Abrir uma sessão ou um rastro gravado',
    traces: 'Sessões e rastros (.ndislab, .rep, texto ftrace, também gzip)',
    allFiles: 'Todos os arquivos',
    exportIsBusy: 'Outra exportação está em andamento: espere ou cancele.',
    lessonLeads: 'Uma lição conduz esta máquina: volte o passo dela ou saia da lição antes.',
    openLesson: 'Abrir uma lição',
    lessonFiles: 'Lições (.md)',
    saveHandout: 'Salvar o material impresso',
    saveScore: 'Salvar a pontuação',
    scoreName: 'pontuacao',
    speakerNotes: 'Notas do instrutor',
    exportAs: 'Exportar',
    exports: {
      csv: 'CSV, uma linha por evento',
      jsonl: 'JSON Lines',
      arrow: 'Fluxo Apache Arrow',
      perfetto: 'Rastro para o Perfetto (JSON)',
      html: 'Página que reproduz a sessão (HTML)',
    },
    commands: {
      demonstration: 'Iniciar a demonstração VMQ',
      save: 'Salvar sessão…',
      bookmark: 'Pôr ou tirar um marcador',
      'play-pause': 'Reproduzir ou pausar a visão',
      decode: 'Decodificar bytes…',
      script: 'Escrever um provedor…',
      'zoom-in': 'Aproximar o mapa',
      'zoom-out': 'Afastar o mapa',
      fit: 'Memória inteira',
      shortcuts: 'Atalhos de teclado',
      about: 'Sobre',
    },
  },
};
