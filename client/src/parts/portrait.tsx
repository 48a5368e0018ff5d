import { useState } from 'react';

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

/** Of the first and the last name, without the title: "Dr. Ana Maria Souza" is AS. */
export const initialsOf = (name: string): string => {
  const names = name.split(/\s+/).filter((part) => /^\p{L}/u.test(part) && !part.endsWith('.'));
  const [first = '', last = ''] = [names[0], names.length > 1 ? names.at(-1) : ''];
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toUpperCase();
};
