import { Group, Panel, Separator } from 'react-resizable-panels';
import { useTranslation } from '../app/use-translation.ts';
import { ExploreView } from '../app/ExploreView.tsx';
import { useKeptLayout } from '../app/kept-layout.ts';
import { MapPanel } from '../app/MapPanel.tsx';
import { Transport } from '../timeline/Transport.tsx';
import { LessonPanel } from './LessonPanel.tsx';
import { Ink } from './Ink.tsx';
import { useLessonKeys } from './lesson-keys.ts';
import { FootTabs, SideTabs } from './StageTabs.tsx';
import { useSpotlight } from './use-spotlight.ts';
import { useWide } from './use-wide.ts';

/** The lesson beside the views that it drives: the same ones as in Explore. */
export function LearnStage() {
  const { t } = useTranslation();
  const wide = useWide();
  const columns = useKeptLayout(wide ? 'learn-columns' : 'learn-columns-narrow', 'width', ['lesson-column']);
  useLessonKeys();
  useSpotlight();
  return (
    <>
      <Group orientation="horizontal" className="body learn-stage" key={String(wide)} {...columns}>
        <Panel
          id="lesson-column"
          className="side"
          defaultSize={wide ? 372 : 288}
          minSize={280}
          maxSize={720}
          groupResizeBehavior="preserve-pixel-size"
        >
          <LessonPanel />
        </Panel>
        <Separator className="separator" aria-label={t('learn.width')} />
        <Panel id="views" minSize={600}>
          {wide ? <ExploreView layout="learn-explore" /> : <NarrowViews />}
        </Panel>
      </Group>
      <Ink />
    </>
  );
}

/** Where there is no room for all columns: the map, one column for the rest, and time below. */
function NarrowViews() {
  const { t } = useTranslation();
  return (
    <Group orientation="vertical" className="body">
      <Panel id="narrow-main" minSize={300}>
        <Group orientation="horizontal">
          <Panel id="narrow-centre" minSize={300}>
            <MapPanel />
          </Panel>
          <Separator className="separator" aria-label={t('layout.right')} />
          <Panel
            id="narrow-side"
            className="side"
            defaultSize={324}
            minSize={280}
            maxSize={420}
            groupResizeBehavior="preserve-pixel-size"
          >
            <SideTabs />
          </Panel>
        </Group>
      </Panel>
      <Separator className="separator" aria-label={t('layout.foot')} />
      <Panel
        id="narrow-foot"
        defaultSize={176}
        minSize={150}
        maxSize={360}
        groupResizeBehavior="preserve-pixel-size"
      >
        <Group orientation="horizontal">
          <Panel
            id="narrow-transport"
            defaultSize={270}
            minSize={250}
            groupResizeBehavior="preserve-pixel-size"
          >
            <Transport />
          </Panel>
          <Separator className="separator" aria-label={t('layout.transport')} />
          <Panel id="narrow-time" minSize={280}>
            <FootTabs />
          </Panel>
        </Group>
      </Panel>
    </Group>
  );
}
