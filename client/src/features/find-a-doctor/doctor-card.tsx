import { formatInstant, formatMoney } from '@careconnect/domain/time/format.ts';
import { Link } from 'react-router';
import type { Doctor } from '../../api/answers.ts';
import { languagesText, ratedText, waysText } from '../../doctors/wording.ts';
import { Portrait } from '../../parts/portrait.tsx';

export const DoctorCard = ({ doctor }: { doctor: Doctor }) => {
  const { doctorId, name, image, specialization, degree, startedYear, address, consultationFee } = doctor;
  const { nextFree, zone, rated, languages } = doctor;
  return (
    <li className="card doctor-card">
      <Portrait name={name} image={image} />
      <div>
        <h2>
          <Link to={`/doctors/${doctorId}`}>{name}</Link>
        </h2>
        <p className="strong">{specialization}</p>
        {rated && <p>Rated {ratedText(doctor)}</p>}
        <p className="quiet">
          {degree} · practising since {startedYear}
        </p>
        <p className="quiet">{address}</p>
        <p className="quiet">
          Sees patients {waysText(doctor)}
          {languages.length > 0 && ` · speaks ${languagesText(doctor)}`}
        </p>
        <p className="quiet">Consultation {formatMoney(consultationFee)}</p>
        <p className={nextFree ? 'next-free' : 'quiet'}>
          {nextFree ? `Next free: ${formatInstant(nextFree, zone)}` : 'No free time at present'}
        </p>
      </div>
    </li>
  );
};
