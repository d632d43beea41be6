import { type BODY_SENTENCES } from '../../../core/lessons/body-sentences.ts';
import { type STEP_SENTENCES } from '../../../core/lessons/step-sentences.ts';
import { type LESSON_SENTENCES } from '../../files/lesson-sentences.ts';

export const LESSON_PORTUGUESE: Readonly<Record<keyof typeof LESSON_SENTENCES, string>> = {
  inPlace: '{{file}}:{{line}}:{{column}}: {{what}}',
  ofMember: '{{member}}: {{what}}',
  ofStep: 'passo {{step}}: {{what}}',
  atColumn: 'coluna {{column}}: {{what}}',
  yaml: 'YAML: {{what}}',
  tooLarge: 'esperava-se uma lição de no máximo {{most}} KiB',
  noMatter: 'esperava-se --- e o cabeçalho YAML',
  matterEnd: 'esperava-se --- no fim do cabeçalho YAML',
  stepInText: 'esperava-se "# {{step}}" no texto abaixo',
  stepOnce: 'esperava-se "# {{step}}" uma só vez, mas ele se repete',
  noSuchStep: 'esperava-se o id de um passo do cabeçalho YAML; foi encontrado "{{found}}"',
  textUnder: 'esperava-se um texto sob "## {{language}}"',
  bothLanguages: 'esperava-se "{{part}}" nos dois idiomas',
  unknownSource: 'fonte desconhecida [^{{mark}}]; talvez {{likely}}',
  unfounded: 'esperava-se uma fonte como [^A17] ou [^model] no parágrafo "{{beginning}}…"',
  otherSources: 'esperavam-se as mesmas fontes nos dois idiomas; foram encontradas {{en}} e {{pt}}',
  noSources: 'nenhuma',
  sources: '{{names}}',
  stepTwice: 'o passo {{step}} aparece duas vezes',
  rulesForRule: 'esperavam-se regras só para kind rule',
  practicable: 'esperavam-se regras que possam ser praticadas ({{rules}}); foi encontrada {{found}}',
  noSuchScript: 'esperava-se um script da lição ({{names}}); foi encontrado "{{found}}"',
  noScripts: 'nenhum',
  scripts: '{{names}}',
  earlierCall: 'esperava-se uma chamada até {{calls}}; foi encontrada {{found}}',
  learnerCalls: 'não se esperava o número de uma chamada: é o aluno que faz as chamadas',
  noCommands: 'esperavam-se comandos, já que se fala de uma chamada',
  questionOfCall: 'esperava-se uma pergunta sobre uma chamada que o passo faz',
  rightChoice: 'esperava-se uma opção certa, ou quando ela é certa',
};

export const BODY_PORTUGUESE: Readonly<Record<keyof typeof BODY_SENTENCES, string>> = {
  noHeading: 'esperava-se "# " e o id de um passo, ou "## en" ou "## pt"',
  noStep: 'esperava-se "# " e o id de um passo antes da primeira parte',
  otherPart: 'esperava-se ## en, pt, after en, after pt, notes en ou notes pt; foi encontrado "## {{found}}"',
  partAgain: 'esperava-se cada parte uma só vez, mas "## {{found}}" se repete',
};

export const STEP_PORTUGUESE: Readonly<Record<keyof typeof STEP_SENTENCES, string>> = {
  ofScript: 'script {{script}}: {{what}}',
  scriptFailed: '{{message}}',
  scriptLine: 'linha {{line}}: {{message}}',
  callWithoutRecord: 'pergunta sobre a chamada {{call}}: a chamada não gravou nada',
  answerNoOption: 'pergunta {{kind}}: a resposta não está entre as opções',
  oneAnswer: 'pergunta choice: esperava-se uma só resposta certa; foi encontrado o número {{found}}',
  noHighlight: 'destaque {{kind}}: isso não existe depois do passo',
};
