import { CONFIG_SENTENCES } from '../../../core/lab/config-sentences.ts';
import { BODY_SENTENCES } from '../../../core/lessons/body-sentences.ts';
import { STEP_SENTENCES } from '../../../core/lessons/step-sentences.ts';
import { FILTER_EXPECTATIONS, FILTER_MISTAKES } from '../../../core/query/filter-sentences.ts';
import { type SentenceTable } from '../../../core/words/sentence.ts';
import { TRACE_SENTENCES } from '../../../core/workloads/importers/trace-sentences.ts';
import { CONFIG_PORTUGUESE } from '../../contract/portuguese/machine.ts';
import { EXPECTATIONS_PORTUGUESE, MISTAKES_PORTUGUESE } from '../../contract/portuguese/filter.ts';
import { PORTUGUESE_OF_PAGE } from '../../contract/portuguese/page-templates.ts';
import { EVENT_TEXT_SENTENCES } from '../../files/event-text-sentences.ts';
import { LESSON_SENTENCES } from '../../files/lesson-sentences.ts';
import { READING_SENTENCES } from '../../files/reading-sentences.ts';
import { SCENARIO_SENTENCES } from '../../files/scenario-sentences.ts';
import { SCHEMA_SENTENCES } from '../../files/schema-sentences.ts';
import { MAIN_SENTENCES } from '../main-sentences.ts';
import { EVENT_TEXT_PORTUGUESE, READING_PORTUGUESE } from './files.ts';
import { BODY_PORTUGUESE, LESSON_PORTUGUESE, STEP_PORTUGUESE } from './lessons.ts';
import { MAIN_PORTUGUESE } from './main.ts';
import { SCENARIO_PORTUGUESE, SCHEMA_PORTUGUESE } from './scenarios.ts';
import { TRACE_PORTUGUESE } from './traces.ts';

/** Every table of sentences that can reach the window, with its Portuguese. */
export const PORTUGUESE: ReadonlyMap<SentenceTable, SentenceTable> = new Map<SentenceTable, SentenceTable>([
  ...PORTUGUESE_OF_PAGE,
  [TRACE_SENTENCES, TRACE_PORTUGUESE],
  [READING_SENTENCES, READING_PORTUGUESE],
  [EVENT_TEXT_SENTENCES, EVENT_TEXT_PORTUGUESE],
  [SCENARIO_SENTENCES, SCENARIO_PORTUGUESE],
  [SCHEMA_SENTENCES, SCHEMA_PORTUGUESE],
  [LESSON_SENTENCES, LESSON_PORTUGUESE],
  [BODY_SENTENCES, BODY_PORTUGUESE],
  [STEP_SENTENCES, STEP_PORTUGUESE],
  [FILTER_EXPECTATIONS, EXPECTATIONS_PORTUGUESE],
  [FILTER_MISTAKES, MISTAKES_PORTUGUESE],
  [CONFIG_SENTENCES, CONFIG_PORTUGUESE],
  [MAIN_SENTENCES, MAIN_PORTUGUESE],
]);
