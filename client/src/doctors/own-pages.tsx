import { Link } from 'react-router';

/** Where an admin looks into what is a doctor's own. */
export const OwnPages = ({ doctorId, name }: { doctorId: string; name: string }) => (
  <ul className="links" aria-label={`Pages of ${name}`}>
    {(['day', 'week', 'schedule', 'profile'] as const).map((page) => (
      <li key={page}>
        <Link to={`/doctors/${doctorId}/${page}`}>
          The {page} of {name}
        </Link>
      </li>
    ))}
  </ul>
);
