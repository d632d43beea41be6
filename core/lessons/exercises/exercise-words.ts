import { PAGE_SIZE } from '../../memory/units.ts';
import { ruleOf } from '../../ndis/rules.ts';
import { type Words } from '../words.ts';
import { type ExerciseGoal } from './exercise.ts';

/** The task in words. NDIS names stay as they are. */
export function exerciseWords(goal: ExerciseGoal, mostCalls: number | null): Words {
  const task = taskOf(goal);
  if (mostCalls === null) return task;
  return {
    en: `${task.en} You have ${mostCalls} calls of NdisAllocateSharedMemory and NdisFreeSharedMemory.`,
    pt: `${task.pt} Você tem ${mostCalls} chamadas de NdisAllocateSharedMemory e NdisFreeSharedMemory.`,
  };
}

function taskOf(goal: ExerciseGoal): Words {
  switch (goal.kind) {
    case 'serve': {
      const kib = (goal.lengthBytes / PAGE_SIZE) * 4;
      return {
        en: `Make a request of ${kib} KiB for queue 0 succeed. As the memory is now, it gets NDIS_STATUS_RESOURCES.`,
        pt: `Faça um pedido de ${kib} KiB para a fila 0 ter sucesso. Com a memória como está, ele recebe NDIS_STATUS_RESOURCES.`,
      };
    }
    case 'rule': {
      const { id = '', outcome = '' } = ruleOf(goal.rule) ?? {};
      return {
        en: `Cause ${outcome} by rule ${id}.`,
        pt: `Provoque ${outcome} pela regra ${id}.`,
      };
    }
    case 'fragmentation':
      return {
        en: `Bring fragmentation (1 - largest free extent / free memory) above ${goal.above}.`,
        pt: `Leve a fragmentação (1 - maior extensão livre / memória livre) acima de ${goal.above}.`,
      };
    case 'shortage':
      return {
        en: 'Cause an NDIS_STATUS_RESOURCES although at least as many pages are free as the request needs.',
        pt: 'Provoque um NDIS_STATUS_RESOURCES embora haja livres pelo menos tantas páginas quantas o pedido precisa.',
      };
    case 'elements':
      return {
        en: `Get a block for queue 1 whose scatter-gather list has exactly ${goal.count} elements.`,
        pt: `Obtenha para a fila 1 um bloco cuja lista scatter-gather tenha exatamente ${goal.count} elementos.`,
      };
    case 'fallback':
      return {
        en: `Ask with PreferredNode ${goal.preferredNode} and get a block that lies on node ${goal.node}.`,
        pt: `Peça com PreferredNode ${goal.preferredNode} e obtenha um bloco que fique no nó ${goal.node}.`,
      };
    case 'free-queue':
      return {
        en: `Take queue ${goal.queueId} to its end and leave nothing behind. Nothing may be reported on the way.`,
        pt: `Leve a fila ${goal.queueId} até o fim sem deixar nada para trás. Nada pode ser relatado no caminho.`,
      };
  }
}
