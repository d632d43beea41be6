import { geometryProblem } from '../../core/memory/geometry.ts';
import { sentenceOfField } from '../../core/memory/geometry-sentences.ts';
import { PAGE_SIZE } from '../../core/memory/units.ts';
import { type Sentence } from '../../core/words/sentence.ts';
import { sayOfContract as say } from './contract-sentences.ts';
import { saidBy } from './said-issue.ts';
import { sessionInfo } from './schemas.ts';

/**
 * What a stored session says of itself: the page's own description of it, but for the number of the epoch. The memory
 * that it names is one that a machine can have.
 */
export const storedSession = sessionInfo.omit({ epoch: true }).superRefine((session, context) => {
  const { memoryBytes, nodeCount, basePage, nodeStarts } = session;
  const refuse = (field: string, sentence: Sentence): void =>
    context.addIssue({ code: 'custom', path: [field], ...saidBy(sentence) });
  const memory = geometryProblem(memoryBytes, nodeCount);
  if (memory !== null) refuse('memoryBytes', sentenceOfField(memory));
  if (basePage < 0 || basePage > 0xffff_ffff) refuse('basePage', say('page'));
  const rising = nodeStarts.every((start, node) => node === 0 || start > (nodeStarts[node - 1] ?? 0));
  const closed =
    nodeStarts.length === nodeCount + 1 &&
    nodeStarts[0] === 0 &&
    nodeStarts[nodeCount] === memoryBytes / PAGE_SIZE;
  if (!rising || !closed) refuse('nodeStarts', say('nodeStarts'));
});
