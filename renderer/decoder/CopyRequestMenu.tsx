import { Menu } from '@base-ui/react/menu';
import { Check, Copy } from 'lucide-react';
import { useTranslation } from '../app/use-translation.ts';
import {
  COPY_FORMS,
  copySourceOfRequest,
  copyText,
  type EventDescription,
  FIELD_OF_RULE,
  type NdisVersion,
  ruleId,
} from '../../electron/contract/core.ts';
import { openDialog } from '../app/environment.ts';
import { changeDecoder } from './decoder-store.ts';
import { useCopy } from './use-copy.ts';

interface CopyRequestMenuProps {
  readonly event: EventDescription;
  /** NDIS version that the recorded caller declared. */
  readonly version: NdisVersion;
}

/** What a recorded call was asked with, to take along: as C, as bytes, as `dt` shows it, or in the decoder. */
export function CopyRequestMenu({ event, version }: CopyRequestMenuProps) {
  const { t } = useTranslation();
  const { copied, copy } = useCopy();
  const { request } = event;
  if (request === null) return null;
  const rules = [event.rule, ...event.further.map(({ rule }) => rule)].map(ruleId);
  const recorded = [...new Set(rules)].flatMap((id) => {
    const member = FIELD_OF_RULE[id];
    return member === undefined ? [] : [{ member, ruleId: id }];
  });
  // The model is x64.
  const source = copySourceOfRequest(request, 'x64', version, recorded);
  const decode = (): void => {
    changeDecoder({ text: copyText(source, 'bytes'), architecture: 'x64', version });
    openDialog('decode');
  };
  return (
    <Menu.Root>
      <Menu.Trigger
        className="small"
        aria-label={t(copied === null ? 'copy.title' : 'copy.done')}
        data-testid="copy-request"
      >
        {copied === null ? <Copy size={12} aria-hidden="true" /> : <Check size={12} aria-hidden="true" />}
        {t(copied === null ? 'copy.short' : 'copy.done')}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className="menu-positioner" sideOffset={4} align="end">
          <Menu.Popup className="menu">
            {COPY_FORMS.map((form) => (
              <Menu.Item
                key={form}
                className="menu-item"
                disabled={form !== 'c' && request.nullParameters}
                onClick={() => copy(source, form)}
              >
                {t(`copy.hint.${form}`)}
              </Menu.Item>
            ))}
            <Menu.Separator className="menu-separator" />
            <Menu.Item className="menu-item" disabled={request.nullParameters} onClick={decode}>
              {t('copy.decode')}
            </Menu.Item>
          </Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}
