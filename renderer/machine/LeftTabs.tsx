import { Tabs } from '@base-ui/react/tabs';
import { useTranslation } from '../app/use-translation.ts';
import { AllocateForm } from '../allocate/AllocateForm.tsx';
import { chooseLeftTab, type LeftTab, useLeftTab } from './left-tab-store.ts';
import { MachinePanel } from './MachinePanel.tsx';

/** What a person does to the machine: call as the miniport, or lead the drivers through their lives. */
export function LeftTabs() {
  const { t } = useTranslation();
  const tab = useLeftTab((state) => state.tab);
  return (
    <Tabs.Root value={tab} onValueChange={(value: LeftTab) => chooseLeftTab(value)} className="left-tabs">
      <Tabs.List className="segmented" aria-label={t('machine.tabs')}>
        <Tabs.Tab value="allocate">{t('form.title')}</Tabs.Tab>
        <Tabs.Tab value="machine">{t('machine.title')}</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="allocate" keepMounted>
        <AllocateForm />
      </Tabs.Panel>
      <Tabs.Panel value="machine">
        <MachinePanel />
      </Tabs.Panel>
    </Tabs.Root>
  );
}
