import { Tabs } from '@base-ui/react/tabs';
import { useTranslation } from '../app/use-translation.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { LeftTabs } from '../machine/LeftTabs.tsx';
import { ProvidersPanel } from '../providers/ProvidersPanel.tsx';
import { CallTable } from '../statuses/CallTable.tsx';
import { Timeline } from '../timeline/Timeline.tsx';
import { chooseStageTab, useStageTabs } from './stage-tabs.ts';

/** The inspector, or what a person acts with: providers, the form and the machine. */
export function SideTabs() {
  const { t } = useTranslation();
  const side = useStageTabs((state) => state.side);
  return (
    <Tabs.Root
      className="stage-tabs"
      value={side}
      onValueChange={(value: typeof side) => chooseStageTab({ side: value })}
    >
      <Tabs.List className="segmented" aria-label={t('learn.views')}>
        <Tabs.Tab value="inspector">{t('inspector.title')}</Tabs.Tab>
        <Tabs.Tab value="act">{t('learn.act')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="inspector">
        <Inspector />
      </Tabs.Panel>
      <Tabs.Panel value="act">
        <ProvidersPanel />
        <LeftTabs />
      </Tabs.Panel>
    </Tabs.Root>
  );
}

/** The list of calls, or the timeline. */
export function FootTabs() {
  const { t } = useTranslation();
  const foot = useStageTabs((state) => state.foot);
  return (
    <Tabs.Root
      className="stage-tabs foot-tabs"
      value={foot}
      onValueChange={(value: typeof foot) => chooseStageTab({ foot: value })}
    >
      <Tabs.List className="segmented" aria-label={t('learn.views')}>
        <Tabs.Tab value="calls">{t('calls.title')}</Tabs.Tab>
        <Tabs.Tab value="timeline">{t('learn.timeline')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="calls" className="stage-tab">
        <CallTable />
      </Tabs.Panel>
      <Tabs.Panel value="timeline" className="stage-tab timeline-column">
        <Timeline />
      </Tabs.Panel>
    </Tabs.Root>
  );
}
