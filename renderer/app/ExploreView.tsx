import { Group, Panel, type PanelImperativeHandle, type PanelSize, Separator } from 'react-resizable-panels';
import { useTranslation } from './use-translation.ts';
import { Inspector } from '../inspector/Inspector.tsx';
import { LeftTabs } from '../machine/LeftTabs.tsx';
import { Recording } from '../machine/Recording.tsx';
import { ProvidersPanel } from '../providers/ProvidersPanel.tsx';
import { useEngine } from '../stores/engine-store.ts';
import { CallTable } from '../statuses/CallTable.tsx';
import { keepPanel, noteSize, type PanelName, togglePanel, usePanels } from '../stores/panels.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { Transport } from '../timeline/Transport.tsx';
import { useKeptLayout } from './kept-layout.ts';
import { MapPanel } from './MapPanel.tsx';
import { ImportReport } from './Notices.tsx';
import { ScenarioReport } from './ScenarioReport.tsx';

/** What makes a panel one that can be put away. */
const collapsing = (name: PanelName) => ({
  collapsible: true,
  panelRef: (handle: PanelImperativeHandle | null) => keepPanel(name, handle),
  onResize: ({ inPixels }: PanelSize) => noteSize(name, inPixels),
});

interface ExploreViewProps {
  /** Where the sizes of the panels are kept: another room, other sizes. */
  readonly layout?: string;
}

/** The Explore view: the map in the middle, everything else around it. Panels keep their sizes between runs. */
export function ExploreView({ layout = 'explore' }: ExploreViewProps) {
  const { t } = useTranslation();
  const recording = useEngine((state) => state.status?.recording === true);
  const putAway = usePanels((state) => state.putAway);
  const rows = useKeptLayout(`${layout}-rows`, 'height', ['foot']);
  const columns = useKeptLayout(`${layout}-columns`, 'width', ['left', 'right']);
  const foot = useKeptLayout(`${layout}-foot`, 'width', ['transport-panel', 'calls-panel']);
  return (
    <Group orientation="vertical" className="body" {...rows}>
      <Panel id="main" minSize={300}>
        <Group orientation="horizontal" {...columns}>
          <Panel
            id="left"
            className={`side ${putAway.left ? 'put-away' : ''}`}
            {...collapsing('left')}
            defaultSize={272}
            minSize={252}
            maxSize={420}
            groupResizeBehavior="preserve-pixel-size"
          >
            {recording && <Recording />}
            <ProvidersPanel />
            {!recording && <LeftTabs />}
          </Panel>
          <Edge name="left" label={t('layout.left')} />
          <Panel id="centre" minSize={320}>
            <MapPanel />
          </Panel>
          <Edge name="right" label={t('layout.right')} />
          <Panel
            id="right"
            className={`side ${putAway.right ? 'put-away' : ''}`}
            {...collapsing('right')}
            defaultSize={340}
            minSize={280}
            maxSize={560}
            groupResizeBehavior="preserve-pixel-size"
          >
            <Inspector />
          </Panel>
        </Group>
      </Panel>
      <Edge name="foot" label={t('layout.foot')} />
      <Panel
        id="foot"
        className={putAway.foot ? 'put-away' : ''}
        {...collapsing('foot')}
        defaultSize={190}
        minSize={184}
        maxSize={360}
        groupResizeBehavior="preserve-pixel-size"
      >
        <Group orientation="horizontal" {...foot}>
          <Panel
            id="transport-panel"
            defaultSize={272}
            minSize={250}
            maxSize={420}
            groupResizeBehavior="preserve-pixel-size"
          >
            <Transport />
          </Panel>
          <Separator className="separator" aria-label={t('layout.transport')} />
          <Panel id="timeline-panel" minSize={240}>
            <div className="timeline-column">
              <ImportReport />
              <ScenarioReport />
              <Timeline />
            </div>
          </Panel>
          <Separator className="separator" aria-label={t('layout.calls')} />
          <Panel
            id="calls-panel"
            defaultSize={400}
            minSize={300}
            maxSize={720}
            groupResizeBehavior="preserve-pixel-size"
          >
            <CallTable />
          </Panel>
        </Group>
      </Panel>
    </Group>
  );
}

interface EdgeProps {
  readonly name: PanelName;
  readonly label: string;
}

/** The edge of a panel: drag it, move it with the arrow keys, or put the panel away with a double click or Enter. */
function Edge({ name, label }: EdgeProps) {
  return (
    <Separator
      className="separator"
      aria-label={label}
      disableDoubleClick
      onDoubleClick={() => togglePanel(name)}
    />
  );
}
