import { sentencesOf } from '../words/sentence.ts';

/** What was expected of a configuration, beside its memory. */
export const CONFIG_SENTENCES = {
  wholeNumber: 'expected a whole number from {{least}} to {{most}}',
  ndisVersion: 'expected 620, 630, 650 or 685',
  scriptPlaces: 'a script says itself where a block lies, and the placement policy {{policy}} lets nobody',
  sriov: 'SR-IOV needs NDIS 6.30 or later, expected vmq with NDIS 6.20',
} as const;
export const sayOfConfig = sentencesOf(CONFIG_SENTENCES);
