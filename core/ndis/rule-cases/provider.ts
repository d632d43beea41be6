import { pageIndex } from '../../memory/units.ts';
import { type CallOutcome } from '../call-outcome.ts';
import { INVALID_LENGTH, PENDING, RESOURCES, SUCCESS } from '../status.ts';
import { answered, goodAnswer, labWith, pretender, register, type RuleCases } from './bench.ts';

const good = (): CallOutcome => answered(goodAnswer);
const refused = (): CallOutcome => answered(() => RESOURCES);

/** Two blocks of one provider; the second lies beside the first one, or on it. */
function secondBlock(overlapping: boolean): CallOutcome {
  const lab = labWith();
  const first = lab.geometry.basePage;
  const liar = pretender(lab, (parameters, call, take) => {
    const status = goodAnswer(parameters, call, take);
    if (overlapping) parameters.SGListBuffer.pages[0] = first;
    return status;
  });
  register(lab, liar.characteristics);
  for (let call = 0; call < 2; call++) {
    lab.prepare(1, 4, 8192);
    lab.allocateAs(lab.callerFor(lab.adapter));
  }
  return lab.outcome;
}

/** Frees a block whose provider gives back all of its pages, or one too few. */
function givenBack(pagesKept: number): CallOutcome {
  const lab = labWith();
  const provider = pretender(lab, goodAnswer, (taken) => taken - pagesKept);
  register(lab, provider.characteristics);
  lab.prepare(1, 4, 8192);
  const handle = lab.allocate();
  lab.clearFilter(1, 1);
  lab.freeQueue(1);
  lab.indicateDmaStopped(1);
  lab.free(handle);
  return lab.outcome;
}

export const PROVIDER_CASES: Readonly<Record<string, RuleCases>> = {
  P1: { keeps: refused, breaks: () => answered(() => INVALID_LENGTH) },
  P2: { keeps: refused, breaks: () => answered(() => PENDING) },
  P3: {
    keeps: good,
    breaks: () =>
      answered((parameters, call, take) => {
        const status = goodAnswer(parameters, call, take);
        parameters.virtualPage = pageIndex(0);
        return status;
      }),
  },
  P4: {
    keeps: good,
    breaks: () =>
      answered((parameters, call, take) => {
        const status = goodAnswer(parameters, call, take);
        parameters.SGListBuffer.clear();
        return status;
      }),
  },
  P5: {
    keeps: good,
    breaks: () =>
      answered((parameters, call, take) => {
        const status = goodAnswer(parameters, call, take);
        parameters.SGListBuffer.lengths[0] = 8191;
        return status;
      }),
  },
  P6: { keeps: () => secondBlock(false), breaks: () => secondBlock(true) },
  P7: {
    keeps: () => answered(goodAnswer, (parameters) => (parameters.Flags = 1)),
    breaks: () =>
      answered(
        (parameters, _call, take) => {
          parameters.virtualPage = pageIndex(1);
          parameters.SGListBuffer.push(take(), 4096);
          parameters.SGListBuffer.push(take(), 4096);
          return SUCCESS;
        },
        (parameters) => (parameters.Flags = 1),
      ),
  },
  P8: {
    keeps: refused,
    breaks: () =>
      answered((_parameters, _call, take) => {
        take();
        return RESOURCES;
      }),
  },
  P9: { keeps: () => givenBack(0), breaks: () => givenBack(1) },
};
