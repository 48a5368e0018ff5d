/** Of the first and the last name, without the title: "Dr. Ana Maria Souza" is AS. */
export const initialsOf = (name: string): string => {
  const names = name.split(/\s+/).filter((part) => /^\p{L}/u.test(part) && !part.endsWith('.'));
  const [first = '', last = ''] = [names[0], names.length > 1 ? names.at(-1) : ''];
  return `${[...first][0] ?? ''}${[...last][0] ?? ''}`.toUpperCase();
};
