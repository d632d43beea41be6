import { useEffect, useState } from 'react';
import { useTranslation } from '../use-translation.ts';
import { type ShippedPart } from '../../../electron/contract/licences.ts';
import { useView } from '../../stores/view-store.ts';
import { useEnvironment } from '../environment.ts';

/** What this is, which versions run, and under which licences everything in it came. */
export function About() {
  const { t } = useTranslation();
  const bootstrap = useEnvironment((state) => state.bootstrap);
  const rendererKind = useView((state) => state.rendererKind);
  if (bootstrap === null) return null;
  const { app, electron, chrome, node } = bootstrap.versions;
  return (
    <>
      <p>{t('about.what')}</p>
      <p>{t('about.model')}</p>
      <table className="parameters">
        <tbody>
          {Object.entries({
            'NDIS Shared Memory Lab': app,
            Electron: electron,
            Chromium: chrome,
            'Node.js': node,
            [t('about.renderer')]: rendererKind,
          }).map(([name, version]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td className="mono">{version}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {bootstrap.fallbackElectron && <p className="alarm">{t('about.fallback', { version: electron })}</p>}
      <p className="dim">{t('about.licence')}</p>
      <Licences />
    </>
  );
}

/** Everything that is shipped with the program, each with the text of its licence. */
function Licences() {
  const { t } = useTranslation();
  const [parts, setParts] = useState<readonly ShippedPart[] | null>(null);
  useEffect(() => {
    let gone = false;
    void window.lab.licences().then((answer) => {
      if (!gone && answer.ok) setParts(answer.value.parts);
    });
    return () => {
      gone = true;
    };
  }, []);
  return (
    <section aria-labelledby="licences">
      <h3 id="licences">{t('about.licences')}</h3>
      <div className="licences" tabIndex={0} role="region" aria-labelledby="licences" data-testid="licences">
        {parts?.map(({ name, version, licence, text }) => (
          <details key={`${name} ${version}`}>
            <summary>
              <span className="mono">{name}</span> <span className="dim">{version}</span>{' '}
              <span className="licence-name">{licence}</span>
            </summary>
            <pre>{text}</pre>
          </details>
        ))}
      </div>
    </section>
  );
}
