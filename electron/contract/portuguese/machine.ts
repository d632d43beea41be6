import { type CONFIG_SENTENCES } from '../../../core/lab/config-sentences.ts';
import { type GEOMETRY_SENTENCES } from '../../../core/memory/geometry-sentences.ts';
import { type CONTRACT_SENTENCES } from '../contract-sentences.ts';

export const GEOMETRY_PORTUGUESE: Readonly<Record<keyof typeof GEOMETRY_SENTENCES, string>> = {
  inField: '{{field}}: {{expected}}',
  nodes: 'esperava-se um número inteiro de 1 a {{most}}',
  wholePages: 'esperava-se um múltiplo de {{page}} bytes (uma página)',
  memory: 'esperava-se de {{least}} bytes (uma página por nó) a 64 GiB',
};

export const CONFIG_PORTUGUESE: Readonly<Record<keyof typeof CONFIG_SENTENCES, string>> = {
  wholeNumber: 'esperava-se um número inteiro de {{least}} a {{most}}',
  ndisVersion: 'esperava-se 620, 630, 650 ou 685',
  scriptPlaces:
    'um script diz ele mesmo onde fica um bloco, e a política de posicionamento {{policy}} não permite isso',
  sriov: 'SR-IOV precisa do NDIS 6.30 ou posterior; com o NDIS 6.20 esperava-se vmq',
};

export const CONTRACT_PORTUGUESE: Readonly<Record<keyof typeof CONTRACT_SENTENCES, string>> = {
  page: 'esperava-se uma página de 0 a 4294967295',
  nodeStarts: 'esperava-se a primeira página de cada nó em ordem crescente e depois o número de páginas',
  address: 'esperava-se um valor hexadecimal de 64 bits, como 0xffff…',
  layer: 'esperava-se um destes: {{forms}}',
  path: 'esperava-se um caminho',
  scriptName: 'esperavam-se de 1 a 40 letras, dígitos, espaços, pontos, hífens ou sublinhados',
  smallerPicture: 'esperavam-se no máximo {{most}} bytes',
  png: 'esperava-se um arquivo PNG',
  svg: 'esperava-se um arquivo SVG',
  payload: 'um conteúdo válido',
  inChannel: '{{channel}}: {{what}}',
  inField: '{{channel}}, campo {{field}}: {{what}}',
};
