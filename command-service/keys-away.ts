import { StoreUnavailable } from '@careconnect/platform/event-store/event-store.ts';
import { TamperedField, type Vault } from '@careconnect/platform/personal-data/vault.ts';

/** While the keys of personal data are out of reach, nothing can be sealed, opened or erased: as if the store did not answer. */
export const orStoreUnavailable = (vault: Vault): Vault => {
  const unavailable = (error: unknown): never => {
    if (error instanceof TamperedField) throw error;
    throw new StoreUnavailable('the keys of personal data', error);
  };
  return {
    ...vault,
    seal: (events) => vault.seal(events).catch(unavailable),
    open: (events) => vault.open(events).catch(unavailable),
    erase: (...personIds) => vault.erase(...personIds).catch(unavailable),
    keptFor: (personId) => vault.keptFor(personId).catch(unavailable),
    knows: (personId) => vault.knows(personId).catch(unavailable),
  };
};
