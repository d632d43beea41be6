import { type MenuCommand } from '../contract/schemas.ts';

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
