/** Browsers may begin to read a file only after the press that saves it. */
const readWithinMs = 60_000;

/** Hands something to the browser as a file to keep. */
export const saveFile = (name: string, content: object): void => {
  const address = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), readWithinMs);
};
