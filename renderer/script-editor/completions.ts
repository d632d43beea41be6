import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  type CompletionSource,
  snippetCompletion,
} from '@codemirror/autocomplete';
import { javascriptLanguage, localCompletionSource } from '@codemirror/lang-javascript';
import {
  type ApiName,
  CONTEXT_API,
  ELEMENT_API,
  GLOBAL_API,
  HANDLERS,
  MEMORY_API,
  PARAMETERS_API,
} from './script-api.ts';

/** What stands before the dot, by the names that the examples use and by those that people shorten them to. */
const MEMBERS: readonly (readonly [RegExp, readonly ApiName[]])[] = [
  [/\bmemory\.\w*$/, MEMORY_API],
  [/\b(?:pSharedMemoryProviderContext|c)\.\w*$/, CONTEXT_API],
  [/\b(?:element|run|node)\.\w*$/, ELEMENT_API],
  [/\b(?:SharedMemoryParameters|parameters|params|p)\.\w*$/, PARAMETERS_API],
];

const KEYWORDS = [
  'const',
  'let',
  'function',
  'return',
  'for',
  'of',
  'if',
  'else',
  'while',
  'new',
  'Math',
  'Map',
];

/** Completes the names of the contract; `explain` gives the words for one of them. */
export function apiCompletions(explain: (word: string) => string): readonly CompletionSource[] {
  const option = ({ name, type, kind, word }: ApiName): Completion => ({
    label: name,
    type: kind,
    detail: type,
    info: () => infoOf(name, type, explain(word)),
  });
  const globals: readonly Completion[] = [
    ...GLOBAL_API.map(option),
    ...Object.entries(HANDLERS).map(([name, template]) =>
      snippetCompletion(template, {
        label: name,
        type: 'function',
        info: () => infoOf(name, '', explain(name)),
      }),
    ),
    ...KEYWORDS.map((label) => ({ label, type: 'keyword' })),
  ];
  const source = (context: CompletionContext): CompletionResult | null => {
    const member = context.matchBefore(/[\w$]+(?:\([^()]*\))?\.\w*$/);
    if (member !== null) {
      const found = MEMBERS.find(([before]) => before.test(member.text));
      if (found === undefined) return null;
      const from = member.from + member.text.lastIndexOf('.') + 1;
      return { from, options: found[1].map(option), validFor: /^\w*$/ };
    }
    const word = context.matchBefore(/[\w$]+/);
    if (word === null && !context.explicit) return null;
    return { from: word?.from ?? context.pos, options: globals, validFor: /^[\w$]*$/ };
  };
  return [source, (context) => (isInScript(context) ? localCompletionSource(context) : null)];
}

const isInScript = ({ state, pos }: CompletionContext): boolean => javascriptLanguage.isActiveAt(state, pos);

function infoOf(name: string, type: string, words: string): HTMLElement {
  const box = document.createElement('div');
  const head = document.createElement('code');
  head.textContent = type === '' ? name : `${name}: ${type}`;
  const text = document.createElement('p');
  text.textContent = words;
  box.append(head, text);
  return box;
}
