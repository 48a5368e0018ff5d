import { useSelector } from 'react-redux';
import { selectLive } from './live.ts';

/** Said quietly: what is shown changes by itself, or will again in a moment. */
export const LiveState = () => {
  const live = useSelector(selectLive);
  return (
    <p role="status" className="live" data-live={live}>
      {live === 'live' && 'Live: changes show by themselves'}
      {live === 'reconnecting' && 'Reconnecting… what you see may be a little old'}
    </p>
  );
};
