import { useState } from 'react';
import { initialsOf } from './initials.ts';

/** A doctor's picture, or the initials where there is none or it does not load. Says nothing that the name does not. */
export const Portrait = ({ name, image }: { name: string; image: string }) => {
  const [broken, setBroken] = useState(false);
  if (broken || !/^(https:\/\/|\/)/.test(image))
    return (
      <span className="portrait" aria-hidden="true">
        {initialsOf(name)}
      </span>
    );
  return (
    <img
      className="portrait"
      src={image}
      alt=""
      width="64"
      height="64"
      loading="lazy"
      referrerPolicy="no-referrer"
      onError={() => setBroken(true)}
    />
  );
};
