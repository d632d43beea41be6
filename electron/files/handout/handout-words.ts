import { type Party } from '../../../core/lab/call-steps.ts';
import { type LessonLanguage } from '../../../core/lessons/words.ts';
import { type QuestionOption } from '../../../core/lessons/questions.ts';
import { type RuleEvidence } from '../../../core/ndis/rules.ts';

/** What a handout says beside the lesson's own words. NDIS names are never translated. */
export interface HandoutWords {
  readonly lesson: (number: number) => string;
  readonly minutes: (minutes: number) => string;
  readonly machine: string;
  readonly newMachine: string;
  readonly nodes: (count: number) => string;
  readonly predict: string;
  /** What is asked where the lesson leaves the words to whoever shows it. */
  readonly prompts: Readonly<Record<Exclude<QuestionOption['kind'], 'none' | 'choice'>, string>>;
  readonly none: string;
  readonly answer: string;
  readonly node: (node: number) => string;
  readonly calls: string;
  /** Above the calls of a step that the learner does. */
  readonly oneWay: string;
  readonly learner: string;
  readonly event: string;
  readonly call: string;
  readonly length: string;
  readonly elements: string;
  readonly provider: string;
  readonly status: string;
  readonly rule: string;
  readonly more: (count: number) => string;
  readonly parameters: (call: number) => string;
  readonly sequence: (call: number) => string;
  readonly passed: string;
  readonly stopped: string;
  readonly parties: Readonly<Record<Party, string>>;
  readonly memory: string;
  readonly ofThisStep: string;
  readonly earlier: string;
  readonly freed: string;
  readonly free: string;
  readonly lost: string;
  readonly practice: string;
  readonly scripts: string;
  readonly sources: string;
  readonly otherSources: Readonly<Record<'header' | 'sample' | 'model', string>>;
  readonly evidence: Readonly<Record<RuleEvidence, string>>;
  readonly made: string;
}

const en: HandoutWords = {
  lesson: (number) => `Lesson ${number}`,
  minutes: (minutes) => `about ${minutes} minutes`,
  machine: 'Machine',
  newMachine: 'A new machine',
  nodes: (count) => (count === 1 ? '1 NUMA node' : `${count} NUMA nodes`),
  predict: 'Predict',
  prompts: {
    status: 'Which status does the call return?',
    extent: 'Where does the block begin?',
    elements: 'How many elements does the scatter-gather list have?',
    rule: 'Which rule decides?',
  },
  none: 'none of them',
  answer: 'Answer',
  node: (node) => `node ${node}`,
  calls: 'Calls',
  oneWay: 'One way to do it',
  learner: 'For you to do',
  event: 'No.',
  call: 'Call',
  length: 'Length',
  elements: 'Elements',
  provider: 'Provider',
  status: 'Status',
  rule: 'Rule',
  more: (count) => `… and ${count} more`,
  parameters: (call) => `Parameters of call ${call}`,
  sequence: (call) => `Sequence of call ${call}`,
  passed: 'checked',
  stopped: 'stopped',
  parties: { driver: 'Miniport driver', ndis: 'NDIS', provider: 'Provider', overlying: 'Overlying driver' },
  memory: 'Memory after the step',
  ofThisStep: 'allocated in this step',
  earlier: 'allocated before',
  freed: 'freed in this step',
  free: 'free',
  lost: 'taken, but of no block',
  practice: 'For practice',
  scripts: 'Scripts of the lesson',
  sources: 'Sources',
  otherSources: {
    header: 'Public headers of the WDK and SDK: ndis.h, ntddndis.h, wdm.h',
    sample: 'Microsoft’s sample driver netvmini 6.x',
    model: 'Decision of the model: no page says it',
  },
  evidence: {
    documented: 'documented',
    inferred: 'inferred; a decision of the model',
    model: 'a decision of the model',
    sample: 'after Microsoft’s sample',
    header: 'from the headers',
  },
  made: 'NDIS Shared Memory Lab. Everything shown was computed by its engine; it simulates, and is not Windows.',
};

const pt: HandoutWords = {
  lesson: (number) => `Aula ${number}`,
  minutes: (minutes) => `cerca de ${minutes} minutos`,
  machine: 'Máquina',
  newMachine: 'Uma máquina nova',
  nodes: (count) => (count === 1 ? '1 nó NUMA' : `${count} nós NUMA`),
  predict: 'Preveja',
  prompts: {
    status: 'Qual status a chamada retorna?',
    extent: 'Onde começa o bloco?',
    elements: 'Quantos elementos tem a lista scatter-gather?',
    rule: 'Qual regra decide?',
  },
  none: 'nenhuma delas',
  answer: 'Resposta',
  node: (node) => `nó ${node}`,
  calls: 'Chamadas',
  oneWay: 'Um modo de fazer',
  learner: 'Para você fazer',
  event: 'Nº',
  call: 'Chamada',
  length: 'Length',
  elements: 'Elementos',
  provider: 'Provedor',
  status: 'Status',
  rule: 'Regra',
  more: (count) => `… e mais ${count}`,
  parameters: (call) => `Parâmetros da chamada ${call}`,
  sequence: (call) => `Sequência da chamada ${call}`,
  passed: 'verificado',
  stopped: 'parou',
  parties: {
    driver: 'Driver de miniporta',
    ndis: 'NDIS',
    provider: 'Provedor',
    overlying: 'Driver superior',
  },
  memory: 'Memória depois do passo',
  ofThisStep: 'alocado neste passo',
  earlier: 'alocado antes',
  freed: 'liberado neste passo',
  free: 'livre',
  lost: 'ocupado, mas de nenhum bloco',
  practice: 'Para praticar',
  scripts: 'Scripts da aula',
  sources: 'Fontes',
  otherSources: {
    header: 'Cabeçalhos públicos do WDK e do SDK: ndis.h, ntddndis.h, wdm.h',
    sample: 'Driver de exemplo netvmini 6.x da Microsoft',
    model: 'Decisão do modelo: nenhuma página o diz',
  },
  evidence: {
    documented: 'documentada',
    inferred: 'inferida; decisão do modelo',
    model: 'decisão do modelo',
    sample: 'conforme o exemplo da Microsoft',
    header: 'dos cabeçalhos',
  },
  made: 'NDIS Shared Memory Lab. Tudo o que se vê foi calculado pelo motor dele; ele simula e não é o Windows.',
};

export const HANDOUT_WORDS: Readonly<Record<LessonLanguage, HandoutWords>> = { en, pt };
