import type { ReactNode } from 'react';

type Row = { key: string; name: ReactNode; counts: number[] };
type CountsProps = { title: string; of: string; counted?: string[]; rows: Row[] };

/** A table whose first count is drawn as a bar as well: the eye compares, a screen reader reads the numbers. */
export const Counts = ({ title, of, counted = ['Appointments'], rows }: CountsProps) => {
  const most = Math.max(1, ...rows.map(({ counts }) => counts[0] ?? 0));
  return (
    <table className="card counts">
      <caption>{title}</caption>
      <thead>
        <tr>
          <th scope="col">{of}</th>
          {counted.map((heading) => (
            <th key={heading} scope="col" className="count">
              {heading}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, counts: [first = 0, ...others] }) => (
          <tr key={key}>
            <th scope="row">{name}</th>
            <td className="count">
              {first}
              <svg viewBox="0 0 100 4" preserveAspectRatio="none" className="count-bar" aria-hidden="true">
                <rect width={(100 * first) / most} height="4" />
              </svg>
            </td>
            {others.map((count, k) => (
              <td key={counted[k + 1]} className="count">
                {count}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
};
