import { Tabs } from '@base-ui/react/tabs';
import { useTranslation } from '../app/use-translation.ts';
import { AllocateForm } from '../allocate/AllocateForm.tsx';
import { openDialog } from '../app/environment.ts';
import { GoOn } from '../branches/GoOn.tsx';
import { useEngine } from '../stores/engine-store.ts';
import { chooseLeftTab, type LeftTab, useLeftTab } from './left-tab-store.ts';
import { MachinePanel } from './MachinePanel.tsx';
import { pictured } from '../pictures/parts.ts';

/** What a person does to the machine: call as the miniport, or lead the drivers through their lives. */
export function LeftTabs() {
  const { t } = useTranslation();
  const recording = useEngine((state) => state.status?.recording === true);
  const tab = useLeftTab((state) => state.tab);
  if (recording) {
    return (
      <section
        className="panel"
        {...pictured('recording')}
        aria-label={t('recording.title')}
        data-testid="recording"
      >
        <header className="panel-head">
          <h2>{t('recording.title')}</h2>
        </header>
        <p className="dim">{t('recording.what')}</p>
        <GoOn />
        <button type="button" onClick={() => openDialog('newSession')}>
          {t('recording.newSession')}
        </button>
      </section>
    );
  }
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
