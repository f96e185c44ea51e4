import { Button, Icon } from '@blueprintjs/core';
import type { VaultListing } from '../../../shared/contract/vault.ts';
import { Time } from '../../ui/time.tsx';

interface Props {
  readonly vaults: readonly VaultListing[];
  readonly chosen: string | null;
  readonly onChoose: (vault: VaultListing) => void;
  readonly onForget: (vault: VaultListing) => void;
}

/** Vaults this machine has opened, known by their folder only. */
export function RecentVaults({ vaults, chosen, onChoose, onForget }: Props) {
  return (
    <ul className="rt-vault-list" aria-label="Recent vaults">
      {vaults.map((vault) => (
        <li key={vault.ref} className="rt-row">
          <button
            type="button"
            className="rt-vault-item rt-grow"
            aria-pressed={vault.ref === chosen}
            disabled={!vault.present}
            onClick={() => onChoose(vault)}
          >
            <Icon icon={vault.present ? 'shield' : 'disable'} />
            <span className="rt-grow">
              <strong className="rt-cut">{vault.name}</strong>
              <span className="rt-muted rt-cut" title={vault.folder}>
                {vault.present ? vault.folder : `Not found in ${vault.folder}`}
              </span>
              {vault.lastOpenedAt && (
                <span className="rt-muted">
                  Opened <Time at={vault.lastOpenedAt} />
                </span>
              )}
            </span>
          </button>
          <Button
            variant="minimal"
            size="small"
            icon="cross"
            aria-label={`Take ${vault.name} off this list`}
            title="Take it off this list; the vault itself stays where it is"
            onClick={() => onForget(vault)}
          />
        </li>
      ))}
    </ul>
  );
}
