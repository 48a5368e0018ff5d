/** What was just done; read out where it stands, and no more than that while there is nothing to tell. */
export const News = ({ text }: { text: string }) => (
  <p role="status" className={text ? 'notice notice-good' : 'only-read'}>
    {text}
  </p>
);
