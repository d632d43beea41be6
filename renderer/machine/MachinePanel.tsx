import { Plus } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import { type MachineOwner, type MachineStatus } from '../../electron/contract/engine-status.ts';
import { type MachineRequest } from '../../electron/contract/schemas.ts';
import { ActionMenu } from '../app/ActionMenu.tsx';
import { machine as send } from '../app/lab-commands.ts';
import { useEngine } from '../stores/engine-store.ts';
import { useView } from '../stores/view-store.ts';
import { type Action, adapterActions, queueActions, sortActions, vportActions } from './actions.ts';
import { receiveRequest } from './receive-request.ts';
import './machine.css';
import { pictured } from '../pictures/parts.ts';

/** The drivers' side of the machine: the adapter, its queues or VPorts, and everything that can be done to them. */
export function MachinePanel() {
  const { t } = useTranslation();
  const machine = useEngine((state) => state.status?.machine);
  if (machine === undefined) return null;
  const sriov = machine.mode === 'sriov';
  const owners = sriov ? machine.vports : machine.queues;
  return (
    <section
      className="panel machine"
      {...pictured('machine')}
      aria-label={t('machine.title')}
      data-testid="machine"
    >
      <AdapterCard machine={machine} />
      <div className="machine-new">
        {sriov ? (
          <>
            <NewButton
              label={t('machine.newVPort')}
              request={{ kind: 'createVPort', physicalFunction: true }}
            />
            <NewButton
              label={t('machine.newVfVPort')}
              request={{ kind: 'createVPort', physicalFunction: false }}
            />
          </>
        ) : (
          <>
            <NewButton label={t('machine.newQueue')} request={{ kind: 'allocateQueue', lookaheadBytes: 0 }} />
            <NewButton
              label={t('machine.newSplitQueue')}
              request={{ kind: 'allocateQueue', lookaheadBytes: 128 }}
            />
          </>
        )}
      </div>
      {owners.map((owner) => (
        <OwnerCard key={owner.id} mode={machine.mode} owner={owner} />
      ))}
      {owners.length === 0 && <p className="empty">{t(sriov ? 'machine.noVPorts' : 'machine.noQueues')}</p>}
    </section>
  );
}

function NewButton({ label, request }: { readonly label: string; readonly request: MachineRequest }) {
  return (
    <button type="button" className="small" onClick={() => void send(request)}>
      <Plus size={12} aria-hidden="true" /> {label}
    </button>
  );
}

function AdapterCard({ machine }: { readonly machine: MachineStatus }) {
  const { t } = useTranslation();
  const state = machine.halted ? 'halted' : machine.halting ? 'halting' : 'running';
  return (
    <article className="card">
      <header>
        <h3>{t('machine.adapter', { code: machine.adapter })}</h3>
        <span className="kind">{machine.mode === 'vmq' ? 'VMQ' : 'SR-IOV'}</span>
        <Others label={t('machine.adapterActions')} actions={adapterActions(machine)} />
      </header>
      <p className="facts">
        <span>{t(`machine.state.${state}`)}</span>
        <span>{t(machine.dmaRegistered ? 'machine.dma' : 'machine.noDma')}</span>
        <span>{t(machine.bindingClosed ? 'machine.bindingClosed' : 'machine.bindingOpen')}</span>
      </p>
    </article>
  );
}

interface OwnerCardProps {
  readonly mode: MachineStatus['mode'];
  readonly owner: MachineOwner;
}

function OwnerCard({ mode, owner }: OwnerCardProps) {
  const { t } = useTranslation();
  const model = useView((state) => state.model);
  const receive: Action = {
    key: 'receive',
    name: 'NdisMIndicateReceiveNetBufferLists',
    request: () => receiveRequest(model, mode, owner.id),
  };
  const own = mode === 'vmq' ? queueActions(owner) : vportActions(owner);
  const { next, others } = sortActions(mode, owner.state, [...own, receive]);
  const name = t(mode === 'vmq' ? 'machine.queue' : 'machine.vport', { id: owner.id });
  return (
    <article className="card" data-testid={`owner-${owner.id}`} data-state={owner.state}>
      <header>
        <h3>{name}</h3>
        <span className={`state-pill state-${owner.state}`}>{owner.state}</span>
        <Others label={t('machine.otherActions', { name })} actions={others} />
      </header>
      <p className="facts">
        <span>{t('machine.filters', { count: owner.filterIds.length })}</span>
        <span>{t('machine.blocks', { count: owner.liveBlocks })}</span>
        <span>{t('machine.buffers', { count: owner.lists.length })}</span>
      </p>
      <div className="machine-next">
        {next.map((one) => (
          <button key={one.key} type="button" className="small" title={one.name} onClick={() => run(one)}>
            {t(`machine.action.${one.key}`)}
          </button>
        ))}
      </div>
    </article>
  );
}

const run = ({ request }: Action): void => void send(typeof request === 'function' ? request() : request);

/** What does not lead on from here can still be done: breaking the rules is what the Lab is for. */
function Others({ label, actions }: { readonly label: string; readonly actions: readonly Action[] }) {
  const { t } = useTranslation();
  const offered = actions.map((one) => ({
    key: one.key,
    label: t(`machine.action.${one.key}`),
    title: one.name,
    run: () => run(one),
  }));
  return <ActionMenu label={label} actions={offered} />;
}
