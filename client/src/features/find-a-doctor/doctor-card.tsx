import { formatMoney } from '@careconnect/domain/time/format.ts';
import { Link } from 'react-router';
import type { Doctor } from '../../api/answers.ts';
import { Portrait } from '../../parts/portrait.tsx';

export const DoctorCard = ({ doctor }: { doctor: Doctor }) => {
  const { doctorId, name, image, specialization, degree, startedYear, address, consultationFee } = doctor;
  return (
    <li className="card doctor-card">
      <Portrait name={name} image={image} />
      <div>
        <h2>
          <Link to={`/doctors/${doctorId}`}>{name}</Link>
        </h2>
        <p className="strong">{specialization}</p>
        <p className="quiet">
          {degree} · practising since {startedYear}
        </p>
        <p className="quiet">{address}</p>
        <p className="quiet">Consultation {formatMoney(consultationFee)}</p>
      </div>
    </li>
  );
};
