import { CompareView } from '../compare/CompareView.tsx';
import { LearnView } from '../learn/LearnView.tsx';
import { RecordingBar } from '../learn/RecordingBar.tsx';
import { ReportView } from '../report/ReportView.tsx';
import { usePanels } from '../stores/panels.ts';
import { useRoute } from '../stores/route-store.ts';
import { useShortcuts } from './commands/use-shortcuts.ts';
import { Dialogs } from './dialogs/Dialogs.tsx';
import { DropOverlay } from './DropOverlay.tsx';
import { ExploreView } from './ExploreView.tsx';
import { LayerBanner } from './LayerBanner.tsx';
import { Notices } from './Notices.tsx';
import { PresentingView } from './presenting/PresentingView.tsx';
import { usePresenting } from './presenting/presenting-store.ts';
import { RestoreBar } from './RestoreBar.tsx';
import { ExplainCard } from '../statuses/ExplainCard.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { ValueMenu } from './value-menu/ValueMenu.tsx';

/** The window: what is above and below every view, and the view that was chosen. */
export function App() {
  useShortcuts();
  const route = useRoute((state) => state.route);
  const presenting = usePresenting((state) => state.on);
  const layout = usePanels((state) => state.layout);
  if (presenting) {
    return (
      <>
        <PresentingView />
        <Notices />
        <ExplainCard />
        <Dialogs />
      </>
    );
  }
  return (
    <ValueMenu className="app">
      <div>
        <TopBar />
        <RestoreBar />
        <LayerBanner />
        <RecordingBar />
      </div>
      {route === 'learn' ? (
        <LearnView />
      ) : route === 'compare' ? (
        <CompareView />
      ) : route === 'report' ? (
        <ReportView />
      ) : (
        <ExploreView key={layout} />
      )}
      <StatusBar />
      <Notices />
      <ExplainCard />
      <Dialogs />
      <DropOverlay />
    </ValueMenu>
  );
}
