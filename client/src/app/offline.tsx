import { useSyncExternalStore } from 'react';

const subscribe = (changed: () => void) => {
  const events = ['online', 'offline'] as const;
  for (const event of events) window.addEventListener(event, changed);
  return () => {
    for (const event of events) window.removeEventListener(event, changed);
  };
};

/** Said while the device is offline. What is shown stays readable, and is asked for anew once it is back. */
export const Offline = () => {
  const online = useSyncExternalStore(subscribe, () => navigator.onLine);
  return (
    <div role="status" className="offline">
      {!online && <p>You are offline. What you see may have changed; booking works again once you are back.</p>}
    </div>
  );
};
