/**
 * What the catalogue says of outcomes that are the model's own, in its English words, and the key of the same in the
 * language of the window. A test holds the two lists together.
 */
export const OUTCOME_KEYS: Readonly<Record<string, string>> = {
  'model decision (reporting form)': 'reportingForm',
  'model decision (generic code for invalid input, which no page ties to this mistake)': 'genericCode',
  'model decision (the start is only a recommendation, the end is a limit)': 'startAndEnd',
  'model decision (it is a shortage of contiguous memory, and a rejected block must not stay without owner)':
    'contiguousShortage',
  'model decision (an order mistake, no argument is wrong, so the unspecified code)': 'orderMistake',
  'model decision (the miniport must see a value that its own call documents)': 'providerStatus',
  'model decision (same outcome as A22)': 'sameAsA22',
  'model decision (FAILURE, the code its page gives for everything else)': 'catchAll',
  'model decision (FAILURE, the code its page gives for everything else; NOT_SUPPORTED is reserved for miniport drivers older than NDIS 6.0)':
    'catchAllOld',
  'model decision (the page calls the member reserved, the header defines one bit; FAILURE, the code its page gives for everything else)':
    'reservedMember',
  'sample netvmini 6x vmq.c': 'fromSample',
  'model decision (generic code for invalid input, which no page ties to this mistake; the sample answers NOT_SUPPORTED, which the OID page reserves for old NDIS versions)':
    'genericNotSample',
  'model decision (the request is well formed, and the OID page lists no resources code, so its code for other reasons)':
    'wellFormed',
  "model decision (only for another driver's queue, which gets the code documented for an invalid id)":
    'foreignQueue',
  "model decision (only for another driver's queue, which the sample cannot see; same code)": 'unseenQueue',
};
